"""What an applicant or a guardian types in."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sheber.credentials.enums import Purpose
from sheber.kernel.refusals import Sentence
from sheber.registry.models import Organisation

LARGEST_SCAN = 10 * 1024 * 1024
# Reasons are few; what they do not say is added in words.
REASONS: Mapping[str, Sentence] = {
    "terms": _("I do not agree with the terms"),
    "other_seat": _("I have found another place to study or to work"),
    "family": _("Family or health"),
    "changed": _("What was promised has changed"),
    "other": _("Another reason"),
}


class Sure(forms.Form):
    """A box to tick before something that cannot be undone."""

    sure = forms.BooleanField()


class Refusal(forms.Form):
    """Why somebody does not sign: a reason of the list, and words where they are needed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *REASONS.items()])
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Needed if you choose another reason. The parties of the contract read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == "other" and not given.get("words", "").strip():
            self.add_error("words", _("Say in a few words what the other reason is."))
        return given

    @property
    def text(self) -> str:
        """The reason as it is kept, in the language of who gave it."""
        label = str(REASONS[self.cleaned_data["reason"]])
        words = self.cleaned_data["words"].strip()
        return f"{label}: {words}" if words else label


class AskForRecognition(forms.Form):
    """For what an award is to count in the other country, and who is asked."""

    purpose = forms.ChoiceField(
        label=_("For what it is to count"), choices=Purpose.choices, widget=forms.RadioSelect
    )
    body = forms.TypedChoiceField(
        label=_("Who decides"),
        coerce=int,
        help_text=_(
            "For work: the office of the country. For study: the office or an institution."
        ),
    )

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(one.pk, f"{one.country.name}: {one.name}") for one in bodies]
        self.fields["body"].choices = options  # type: ignore[attr-defined]


class Scan(forms.Form):
    """A hand-signed page. Only its hash is kept here; the file stays with whoever hands it in."""

    scan = forms.FileField(
        label=_("Scan of the signed page"),
        help_text=_(
            "PDF, JPEG or PNG, up to 10 MB. The file is not stored here: its fingerprint is, and "
            "you keep the page and the file."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_scan(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["scan"]
        if (file.size or 0) > LARGEST_SCAN:
            raise forms.ValidationError(_("The file is larger than 10 MB. Scan the page anew."))
        start = file.read(8)
        file.seek(0)
        if not start.startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG")):
            raise forms.ValidationError(_("This is not a PDF, a JPEG or a PNG. Choose the scan."))
        return file

    @property
    def sha256(self) -> str:
        digest = hashlib.sha256()
        for chunk in self.cleaned_data["scan"].chunks():
            digest.update(chunk)
        return digest.hexdigest()
