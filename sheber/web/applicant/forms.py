"""What an applicant or a guardian types in."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence

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
