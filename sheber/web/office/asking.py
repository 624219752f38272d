"""The form of other rules: seats and spill of chosen pools, a rule pack, the lottery, limits."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sheber.admissions.models import Campaign, Clearing, Fund, Offering, Pool, RegionalCap
from sheber.admissions.operations import Asked
from sheber.kernel.refusals import Sentence
from sheber.registry.models import RulePack
from sheber.web.office.clearings import offering_in_words
from sheber.web.office.forms import HEXADECIMAL

TODAY = ""
NOWHERE = "-"
DRAWS = (
    (0, _("none")),
    (20, _("20 draws, a first look")),
    (100, _("100 draws")),
    (400, _("400 draws")),
)
MOST_OFFERINGS = 12
LIMITS = ("longest", "offerings", "organisations")
NAMED = tuple(
    f"capacity__{what}__name_{language}"
    for what in ("programme", "provider")
    for language in ("en", "ru", "kk")
)


def _at_most(label: Sentence, hint: Sentence = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, required=False, help_text=hint)


class Rules(forms.Form):
    """What differs; a field that is left as it is changes nothing."""

    market = forms.ChoiceField(label=_("Which market"), required=False)
    pack = forms.ModelChoiceField(
        label=_("Rule pack"),
        queryset=RulePack.objects.none(),
        required=False,
        empty_label=_("as in the campaign"),
        help_text=_("Its quotas, reserve and spill stand in for those of the pack of its country."),
    )
    seed = forms.RegexField(
        HEXADECIMAL.regex,
        label=_("Another seed of the lottery, hexadecimal"),
        required=False,
    )
    longest = _at_most(_("Contracts in one list, at most"))
    offerings = _at_most(_("Programmes in one list, at most"))
    organisations = _at_most(_("Providers in one list, at most"))
    target = _at_most(_("Target contracts in one list, at most"))
    draws = forms.TypedChoiceField(
        label=_("Odds of admission, over so many lotteries"),
        choices=DRAWS,
        coerce=int,
        required=False,
        empty_value=0,
    )

    def __init__(
        self,
        *args: Any,
        campaign: Campaign,
        pools: Sequence[Pool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.pools = campaign, pools
        self.funds = list(Fund.objects.filter(campaign=campaign).order_by("code"))
        caps = RegionalCap.objects.filter(campaign=campaign).select_related("region")
        self.caps = list(caps.order_by("code"))
        rounds = Clearing.objects.filter(campaign=campaign).order_by("-round")
        # A round is ready to be asked; today's market is made from all its rows first.
        self.fields["market"].choices = [
            *(
                (str(number), _("Round %(round)s") % {"round": number})
                for number in rounds.values_list("round", flat=True)
            ),
            (TODAY, _("as it stands today")),
        ]
        packs = RulePack.objects.filter(country__in=campaign.rule_packs.values("country"))
        self.fields["pack"].queryset = packs.order_by("code")
        for one in pools:
            self._of_pool(one)
        for fund in self.funds:
            label = _("Cap of the fund %(fund)s") % {"fund": fund.code}
            self.fields[f"fund-{fund.pk}"] = _number(label, fund.cap)
        for cap in self.caps:
            label = _("Cap of the region: %(region)s") % {"region": cap.region.name}
            self.fields[f"region-{cap.pk}"] = _number(label, cap.cap)

    def _of_pool(self, one: Pool) -> None:
        """Its seats, and where they may flow: no seat flows to or from a fund."""
        label = _("Seats: %(kind)s") % {"kind": _kind(one)}
        self.fields[f"seats-{one.pk}"] = _number(label, one.capacity)
        later = _later(one, self.pools)
        if one.fund_id is None and later:
            self.fields[f"spill-{one.pk}"] = forms.ChoiceField(
                label=_("What stays empty there flows to"),
                choices=[(NOWHERE, _("nowhere")), *((to.code, _kind(to)) for to in later)],
                initial=one.spill_to.code if one.spill_to else NOWHERE,
                required=False,
            )

    def first(self) -> list[forms.BoundField]:
        """What is asked before all else."""
        return [self["market"], self["pack"]]

    def groups(self) -> list[tuple[Sentence, list[forms.BoundField]]]:
        """The rest: offerings in words, each with its pools, funds, lists, the lottery."""
        found: dict[Sentence, list[forms.BoundField]] = {}
        for one in self.pools:
            rows = found.setdefault(offering_in_words(one.offering), [])
            names = (f"seats-{one.pk}", f"spill-{one.pk}")
            rows += [self[name] for name in names if name in self.fields]
        if self.funds:
            found[_("Funds")] = [self[f"fund-{one.pk}"] for one in self.funds]
        if self.caps:
            found[_("Regional caps")] = [self[f"region-{one.pk}"] for one in self.caps]
        found[_("Limits on lists")] = [self[name] for name in (*LIMITS, "target")]
        found[_("The lottery")] = [self["seed"], self["draws"]]
        return list(found.items())

    def asked(self) -> Asked:
        """What a valid form asks; a field that was left as it was changes nothing."""
        given = self.cleaned_data
        spill = self._changed("spill", self.pools)
        change = {
            "spill": {code: None if to == NOWHERE else to for code, to in spill.items()},
            "funds": self._changed("fund", self.funds),
            "regions": self._changed("region", self.caps),
            "lottery": {"seed": given["seed"]} if given["seed"] else None,
            "lists": self._limits(),
        }
        return Asked(
            clearing=_round(self.campaign, given["market"]),
            pack=given["pack"],
            seats=self._changed("seats", self.pools),
            change={part: value for part, value in change.items() if value},
            draws=given["draws"],
        )

    def _limits(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = {name: given[name] for name in LIMITS if given[name] is not None}
        target = given["target"]
        return found if target is None else {**found, "terms": {"target": target}}

    def _changed(
        self, field: str, rows: Sequence[Pool] | Sequence[Fund] | Sequence[RegionalCap]
    ) -> dict[str, Any]:
        """What was typed in otherwise than it stood there, by the codes of rows."""
        typed = {one.code: self.cleaned_data.get(f"{field}-{one.pk}") for one in rows}
        differ = {one.code for one in rows if f"{field}-{one.pk}" in self.changed_data}
        return {
            code: value
            for code, value in typed.items()
            if code in differ and value not in ("", None)
        }


def shown_pools(
    campaign: Campaign, find: str, most: int = MOST_OFFERINGS
) -> tuple[list[Pool], int]:
    """The pools of the first offerings whose code, provider or programme has these letters, as
    many as a form can hold; and how many offerings there are."""
    rows = Offering.objects.filter(campaign=campaign).order_by("code")
    for word in find.split():
        named = Q(code__icontains=word)
        for text in NAMED:
            named |= Q(**{f"{text}__icontains": word})
        rows = rows.filter(named)
    pools = Pool.objects.filter(offering__in=rows[:most].values_list("pk", flat=True))
    context = ("offering__capacity__programme", "offering__capacity__provider", "offer", "spill_to")
    found = pools.select_related(*context).order_by("offering__code", "order")
    return list(found), rows.count()


def _round(campaign: Campaign, number: str) -> Clearing | None:
    return Clearing.objects.get(campaign=campaign, round=number) if number else None


def _number(label: Sentence, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, initial=initial, required=False)


def _kind(one: Pool) -> str:
    """Which seats these are; target seats name their offer."""
    kind = one.get_kind_display()
    return f"{kind} · {one.offer.code}" if one.offer else str(kind)


def _later(one: Pool, pools: Sequence[Pool]) -> list[Pool]:
    """Pools of the same offering that stand after this one and under no fund."""
    return [
        to
        for to in pools
        if to.offering_id == one.offering_id and to.order > one.order and to.fund_id is None
    ]
