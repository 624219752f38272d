"""A campaign is prepared: its days, then its funds and offerings, as an office types them in."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sheber.admissions import operations
from sheber.admissions.enums import PROTECTED_POOLS
from sheber.admissions.models import Campaign, Fund, Offering
from sheber.admissions.operations import NewCampaign, NewOffering
from sheber.kernel.access import Actor
from sheber.offers.models import Offer
from sheber.offers.rules import SHOWN
from sheber.programmes.models import Capacity
from sheber.registry.queries import offices, pack_on
from sheber.web.office.acts import Act
from sheber.web.office.forms import words

CODE = r"^[A-Za-z0-9][A-Za-z0-9_.:+-]*$"
CODE_HELP = gettext_lazy("Your own short code, for good: Latin letters, digits, hyphens.")
MOST_WISHES, MOST_SEATS = 20, 10_000
MOMENTS = ("opens_at", "closes_at", "consent_by", "ends_at")


def moment(label: Any) -> forms.DateTimeField:
    """A field for a moment, in UTC."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, help_text=gettext_lazy("In UTC."))


class CampaignForm(forms.Form):
    code = forms.RegexField(CODE, label=gettext_lazy("Code"), max_length=40, help_text=CODE_HELP)
    name_en = words(gettext_lazy("Name in English"), 250)
    name_ru = words(gettext_lazy("Name in Russian"), 250)
    name_kk = words(gettext_lazy("Name in Kazakh"), 250)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2020, max_value=2100)
    opens_at = moment(gettext_lazy("Applications open"))
    closes_at = moment(gettext_lazy("Applications close"))
    consent_by = moment(gettext_lazy("Seats of the first round are to be taken"))
    ends_at = moment(gettext_lazy("The campaign ends"))
    contracts_maximum = forms.IntegerField(
        label=gettext_lazy("Wishes on a list, at most"), min_value=1, max_value=MOST_WISHES
    )

    def clean(self) -> dict[str, Any]:
        """One campaign a year, under a code of its own."""
        given = super().clean() or {}
        if Campaign.objects.filter(code=given.get("code")).exists():
            said = _("This code is used. Take another.")
            self.add_error("code", forms.ValidationError(said))
        if Campaign.objects.filter(year=given.get("year")).exists():
            said = _("There is a campaign of this year already.")
            self.add_error("year", forms.ValidationError(said))
        return given


class FundForm(forms.Form):
    code = forms.RegexField(CODE, label=gettext_lazy("Code"), max_length=40, help_text=CODE_HELP)
    cap = forms.IntegerField(label=gettext_lazy("Seats that it pays for, at most"), min_value=0)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if Fund.objects.filter(campaign=self.campaign, code=given).exists():
            raise forms.ValidationError(_("This code is used. Take another."))
        return given


class OfferingForm(forms.Form):
    """Seats of one programme at one institution; its pools come from the rule pack."""

    capacity = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=Capacity.objects.none()
    )
    code = forms.RegexField(CODE, label=gettext_lazy("Code"), max_length=40, help_text=CODE_HELP)
    scale = words(
        gettext_lazy("Scale of the scores"),
        20,
        help_text=gettext_lazy("Scores of two scales never meet in one ranking."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats paid for by states and employers"),
        min_value=0,
        max_value=MOST_SEATS,
    )
    paid = forms.IntegerField(
        label=gettext_lazy("Fee-paying seats on top"), min_value=0, max_value=MOST_SEATS, initial=0
    )
    quotas = forms.MultipleChoiceField(
        label=gettext_lazy("Quotas that apply here"),
        choices=[(one.value, one.label) for one in PROTECTED_POOLS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    fund = forms.ModelChoiceField(
        label=pgettext_lazy("one ranking for several offerings", "Fund"),
        queryset=Fund.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Offering.objects.filter(campaign=campaign).values("capacity")
        rows = Capacity.objects.filter(intake_year=campaign.year, programme__state="approved")
        field = self.fields["capacity"]
        field.queryset = (  # type: ignore[attr-defined]
            rows.exclude(pk__in=taken).select_related("programme", "provider").order_by("pk")
        )
        field.label_from_instance = lambda one: (  # type: ignore[attr-defined]
            f"{one.programme.name} · {one.provider.name}"
        )
        self.fields["fund"].queryset = Fund.objects.filter(campaign=campaign)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if Offering.objects.filter(code=given).exists():
            raise forms.ValidationError(_("This code is used. Take another."))
        return given


def beginning() -> Act:
    """Prepare the campaign of a year, under the rule packs that are in force when it opens."""
    return Act(
        "prepare",
        _("Prepare a campaign"),
        _("Prepare it"),
        _prepare,
        _("The campaign is prepared. Add its offerings, then say where seats are applied for."),
        make=CampaignForm,
    )


def acts(found: Campaign) -> list[Act]:
    """What is added while a campaign is being prepared."""
    return [
        Act(
            "fund",
            _("Add a fund"),
            _("Add it"),
            lambda given, actor, now: operations.add_funds(
                found, {given["code"]: given["cap"]}, actor=actor, now=now
            ),
            _("The fund was added."),
            make=lambda *args, **kwargs: FundForm(*args, campaign=found, **kwargs),
            hint=_("A fund caps the open seats of several offerings together, by one ranking."),
        ),
        Act(
            "offering",
            _("Add an offering"),
            _("Add it"),
            lambda given, actor, now: _add_offering(found, given, actor, now),
            _("The offering was added, with pools as the rule pack of its country has them."),
            make=lambda *args, **kwargs: OfferingForm(*args, campaign=found, **kwargs),
            hint=_("Target seats are those of the published offers on these seats of the plan."),
        ),
    ]


def _prepare(given: dict[str, Any], actor: Actor, now: datetime) -> Campaign:
    days = {name: given[name].replace(tzinfo=UTC) for name in MOMENTS}
    on = days["opens_at"].date()
    packs = tuple(pack_on(office.country_id, on)[0] for office in offices())
    new = NewCampaign(
        code=given["code"],
        names=(given["name_en"], given["name_ru"], given["name_kk"]),
        year=given["year"],
        contracts_maximum=given["contracts_maximum"],
        rule_packs=packs,
        **days,
    )
    return operations.prepare(new, actor=actor, now=now)


def _add_offering(found: Campaign, given: dict[str, Any], actor: Actor, now: datetime) -> object:
    offers = Offer.objects.filter(allocation__capacity=given["capacity"], state__in=SHOWN)
    new = NewOffering(
        code=given["code"],
        capacity=given["capacity"],
        scale=given["scale"],
        seats=given["seats"],
        offers=tuple(offers.select_related("allocation").order_by("pk")),
        quotas=tuple(given["quotas"]),
        paid=given["paid"],
        fund=given["fund"],
    )
    return operations.add_offerings(found, [new], actor=actor, now=now)
