"""A cap over the offerings of a region, as an office types it in."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import operations
from sheber.admissions.models import Campaign, Offering, RegionalCap, RegionalTarget
from sheber.admissions.operations import NewRegionalCap
from sheber.kernel.access import Actor
from sheber.registry.models import Region
from sheber.web.office.acts import Act
from sheber.web.office.preparing import CODE, CODE_HELP, MOST_SEATS

LINE = re.compile(r"(\S+)\s*[=:]\s*(\d{1,5})")


class CapForm(forms.Form):
    code = forms.RegexField(CODE, label=gettext_lazy("Code"), max_length=40, help_text=CODE_HELP)
    region = forms.ModelChoiceField(label=gettext_lazy("Region"), queryset=Region.objects.none())
    cap = forms.IntegerField(
        label=gettext_lazy("Seats of the region, at most"), min_value=0, max_value=MOST_SEATS
    )
    targets = forms.CharField(
        label=gettext_lazy("Offerings with their targets"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "A line for each: the code of the offering, “=”, its target. In this order they take "
            "further seats, one at a time."
        ),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offerings = {
            one.code: one
            for one in Offering.objects.filter(campaign=campaign).select_related(
                "capacity__provider"
            )
        }
        regions = {one.capacity.provider.region_id for one in self.offerings.values()}
        self.fields["region"].queryset = Region.objects.filter(pk__in=regions)  # type: ignore[attr-defined]

    def clean_targets(self) -> tuple[tuple[Offering, int], ...]:
        """Offerings of this campaign, each with a number."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["targets"].splitlines())):
            match = LINE.fullmatch(line)
            if match is None or match[1] not in self.offerings:
                raise forms.ValidationError(
                    _("“%(line)s” is not an offering of this campaign with its target.")
                    % {"line": line}
                )
            found.append((self.offerings[match[1]], int(match[2])))
        return tuple(found)


def acts(found: Campaign) -> list[Act]:
    """What can be done about regional caps while a campaign is being prepared."""
    return [_set(found), *map(_lift, RegionalCap.objects.filter(campaign=found))]


def shown(found: Campaign) -> list[tuple[RegionalCap, list[RegionalTarget]]]:
    """The caps of a campaign with their offerings in the order of turns."""
    rows = RegionalTarget.objects.select_related("offering__capacity__programme")
    caps = RegionalCap.objects.filter(campaign=found).select_related("region")
    return [(one, list(rows.filter(under=one))) for one in caps]


def _set(found: Campaign) -> Act:
    def run(given: dict[str, Any], actor: Actor, now: datetime) -> object:
        new = NewRegionalCap(given["code"], given["region"], given["cap"], given["targets"])
        return operations.set_regional_cap(found, new, actor=actor, now=now)

    return Act(
        "cap",
        _("Set a regional cap"),
        _("Set it"),
        run,
        _("The regional cap is set."),
        make=lambda *args, **kwargs: CapForm(*args, campaign=found, **kwargs),
        hint=_(
            "The offerings of a region give so many seats together: each fills its target first, "
            "then they take turns. A cap of the same code is replaced."
        ),
    )


def _lift(row: RegionalCap) -> Act:
    return Act(
        f"lift_{row.pk}",
        _("Lift the regional cap %(code)s") % {"code": row.code},
        _("Lift it"),
        lambda _given, actor, now: operations.lift_regional_cap(row, actor=actor, now=now),
        _("The regional cap is lifted."),
        danger=True,
    )
