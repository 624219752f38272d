"""A password of one's own, changed by whoever knows the present one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

# What the validators of the settings find, in words of all three languages.
FAULTS = {
    "password_too_short": gettext_lazy("Take a longer password: at least 12 characters."),
    "password_too_common": gettext_lazy("Many people use this password. Take another."),
}


class PasswordForm(PasswordChangeForm):
    error_messages = {
        "password_incorrect": gettext_lazy("This is not your present password."),
        "password_mismatch": gettext_lazy("The new password was typed in two different ways."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["old_password"].label = _("Present password")
        fields["new_password1"].label = _("New password")
        fields["new_password1"].help_text = _("At least 12 characters; several words are good.")
        fields["new_password2"].label = _("New password once more")
        fields["new_password2"].help_text = ""

    def validate_password_for_user(
        self,
        user: AbstractBaseUser,
        password_field_name: str = "new_password2",  # noqa: S107
    ) -> None:
        """Say what is wrong with the new password beside its first field."""
        password = self.cleaned_data.get(password_field_name)
        if not password:
            return
        try:
            validate_password(password, user)
        except ValidationError as wrong:
            for fault in wrong.error_list:
                self.add_error("new_password1", FAULTS.get(str(fault.code), fault))


@method_decorator(never_cache, name="dispatch")
class ChangePassword(PasswordChangeView):
    """For every signed-in account that has a password; a demo's one click has none."""

    template_name = "own_data/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("change_password")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_password = self.request.user.has_usable_password()
        return super().get_context_data(has_password=has_password, **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        messages.success(
            self.request, _("Your password was changed. Other devices are signed out.")
        )
        return super().form_valid(form)

    def form_invalid(self, form: PasswordForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)
