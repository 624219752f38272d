"""Where each kind of a campaign's seats is officially applied for: a form, and what was said."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import operations, queries
from sheber.admissions.enums import Channel, PoolKind
from sheber.admissions.models import Campaign, SeatSource
from sheber.admissions.operations import NewSource
from sheber.kernel.access import Actor
from sheber.registry.models import Country
from sheber.web.office.acts import Act

NUMBER_LENGTH = 100
NEEDED = gettext_lazy("Needed for seats that are applied for at another channel.")


class Channels(forms.Form):
    """Three fields for each kind of seat: the channel, until when, under which number."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = queries.seat_kinds(campaign)
        countries = Country.objects.in_bulk({country for country, _kind in self.kinds})
        for source in sources(campaign):
            self._add(source, countries[source.country_id].name)

    def _add(self, source: SeatSource, country: str) -> None:
        stem = f"{source.country_id}_{source.pool_kind}"
        seats = {"seats": f"{country}, {PoolKind(source.pool_kind).label}"}
        self.fields[f"{stem}_channel"] = forms.ChoiceField(
            label=_("%(seats)s: channel") % seats,
            choices=Channel.choices,
            initial=source.channel,
        )
        self.fields[f"{stem}_deadline"] = forms.DateTimeField(
            label=_("%(seats)s: until") % seats,
            required=False,
            initial=source.deadline,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            help_text=_("In UTC. Not needed for seats of this programme."),
        )
        self.fields[f"{stem}_number"] = forms.CharField(
            label=_("%(seats)s: number there") % seats,
            required=False,
            max_length=NUMBER_LENGTH,
            initial=source.number,
        )

    def clean(self) -> dict[str, Any]:
        """What is applied for elsewhere has a deadline and a number there."""
        given = super().clean() or {}
        for country, kind in self.kinds:
            stem = f"{country}_{kind}"
            if given.get(f"{stem}_channel") == Channel.PROGRAMME:
                continue
            for field in (f"{stem}_deadline", f"{stem}_number"):
                if field not in self.errors and not given.get(field):
                    self.add_error(field, forms.ValidationError(NEEDED))
        return given


def act(found: Campaign) -> Act:
    """Say it for all kinds at once; what the rule packs state stands there already."""

    def run(given: dict[str, Any], actor: Actor, now: datetime) -> object:
        new = list(_new(found, given))
        return operations.set_seat_sources(found, new, actor=actor, now=now)

    return Act(
        "channels",
        _("Say where each kind of seat is applied for"),
        _("Keep the channels"),
        run,
        _("The official channels are named; people read them beside each offer and wish."),
        make=lambda *args, **kwargs: Channels(*args, campaign=found, **kwargs),
        hint=_(
            "The programme clears only its own seats. Whatever is applied for elsewhere stays out "
            "of its rounds, and the outcome is imported. A channel that the rule packs state is "
            "filled in; check it."
        ),
        open=bool(queries.kinds_without_channel(found)),
    )


def sources(found: Campaign) -> list[SeatSource]:
    """What was said of each kind of seat; where nothing was, what the rule packs state."""
    said = {
        (one.country_id, one.pool_kind): one for one in SeatSource.objects.filter(campaign=found)
    }
    return [said.get((one.country_id, one.pool_kind), one) for one in queries.stated_sources(found)]


def missing(found: Campaign) -> list[str]:
    """Kinds of seats without a channel, in words."""
    kinds = queries.kinds_without_channel(found)
    countries = Country.objects.in_bulk({country for country, _kind in kinds})
    return [f"{countries[country].name}, {PoolKind(kind).label}" for country, kind in kinds]


def _new(found: Campaign, given: dict[str, Any]) -> Iterator[NewSource]:
    for country, kind in queries.seat_kinds(found):
        stem = f"{country}_{kind}"
        channel = given[f"{stem}_channel"]
        if channel == Channel.PROGRAMME:
            yield NewSource(country, kind, channel)
        else:
            due = given[f"{stem}_deadline"].replace(tzinfo=UTC)
            yield NewSource(country, kind, channel, due, given[f"{stem}_number"])
