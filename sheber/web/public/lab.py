"""Studies of the policy lab as pictures and tables, in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import KazakhStatus, in_reader_language, reader_language
from sheber.registry.enums import Certainty
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.charts.whiskers import (
    End,
    Lever,
    Reach,
    Whiskered,
    percent,
    tornado,
    whiskered,
)
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.tags import dated

OFFERS: dict[str, Sentence] = {
    "one": gettext_lazy("one offer may be named"),
    "several": gettext_lazy("several offers may be ranked"),
}
CLAIMANTS: dict[str, Sentence] = {
    "home": gettext_lazy("only applicants of the seats’ own country may claim"),
    "both": gettext_lazy("applicants of both countries may claim"),
}
SPILLS: dict[str, Sentence] = {
    "none": gettext_lazy("unfilled seats stay empty"),
    "as_set": gettext_lazy("unfilled seats move on as the campaign has it"),
}
UNITS: dict[str, Sentence] = {
    "seats": gettext_lazy("seats"),
    "people": gettext_lazy("people"),
    "offers": gettext_lazy("offers"),
    "programmes": gettext_lazy("programmes"),
    "regions": gettext_lazy("regions"),
    "share": gettext_lazy("share"),
    "correlation": gettext_lazy("correlation"),
    "logarithm": gettext_lazy("standard deviation of the logarithm"),
}


def policy_words(policy: Any) -> list[Sentence]:
    """The three parts of a policy in words: offers, claimants, spill."""
    spill = SPILLS.get(policy.spill) or _("unfilled seats move on by the rules %(pack)s") % {
        "pack": policy.spill
    }
    return [OFFERS[policy.offers], CLAIMANTS[policy.claimants], spill]


def changes(policy: Any, base: Any) -> list[Sentence]:
    """What a policy does otherwise than the base."""
    pairs = zip(policy_words(policy), vars(policy).values(), vars(base).values(), strict=True)
    return [words for words, here, there in pairs if here != there]


def label(policy: Any, base: Any) -> str:
    return capfirst("; ".join(map(str, changes(policy, base)))) or str(_("The base"))


def ordered(study: Any) -> list[Any]:
    """Scenarios by how much they change, the base first."""
    return sorted(study.scenarios, key=lambda one: len(changes(one.policy, study.base)))


def results(study: Any) -> Picture:
    """Each policy as a bar: filled under a contract, moved on and used, empty."""
    seats = study.scenarios[0].counts[0].seats
    wide = _wide(study)
    rows = []
    for one in filter(lambda one: _is_shown(one.policy, study.base), ordered(study)):
        filled = [count.filled / seats for count in one.counts]
        moved = _mean(count.moved / seats for count in one.counts)
        mean = _mean(filled)
        rows.append(
            Whiskered(
                label(one.policy, study.base),
                (mean, moved, max(0.0, 1 - mean - moved)),
                percent(mean),
                Reach(min(filled), max(filled)),
                wide.get(one.policy),
            )
        )
    keys = [
        Key("kind-1", _("Filled under a target contract")),
        Key("kind-2", _("Moved on and used by somebody else")),
        Key("kind-3", _("Empty")),
    ]
    return whiskered(
        "lab-results",
        _("What becomes of the target seats"),
        rows,
        _results_table(study, wide),
        legend=keys,
        text=_whisker_words(study),
        note=_note(study),
    )


def _is_shown(policy: Any, base: Any) -> bool:
    """Whether a policy has a bar: each change alone, those of contracts together, and all
    together. The others stand in the table."""
    number = len(changes(policy, base))
    return number < 2 or policy.spill == base.spill or (number == 3 and policy.spill != "none")


def _whisker_words(study: Any) -> str:
    thick = _(
        "The figure at each bar is the share filled under a target contract. The thick whisker "
        "goes from the lowest to the highest of %(draws)s draws."
    ) % {"draws": len(study.seeds)}
    if study.calibration is None:
        return thick
    return f"{thick} " + _(
        "The thin whisker shows how far the share moves when any one assumption is set to its "
        "low or high value."
    )


def _note(study: Any) -> str:
    if study.subject == "example":
        return _("A simulation: the market is made, and no institution or person in it is real.")
    return _("A study of other rules on one campaign’s market, in steps of five seats.")


def _wide(study: Any) -> dict[Any, Reach]:
    """Of each policy, the lowest and highest share filled as single assumptions change."""
    if study.sensitivity is None or study.calibration is None:
        return {}
    found: dict[Any, list[float]] = {}
    for swing in study.sensitivity.swings:
        for gain in swing.gains:
            found.setdefault(gain.policy, []).append(gain.filled.mean)
    base = study.calibration.target
    return {
        policy: Reach(base + min(values), base + max(values)) for policy, values in found.items()
    }


def _results_table(study: Any, wide: dict[Any, Reach]) -> Table:
    columns = [
        Column(_("Rules")),
        Column(_("Filled under a contract, mean"), numeric=True),
        Column(_("Lowest draw"), numeric=True),
        Column(_("Highest draw"), numeric=True),
        Column(_("Moved on and used, mean"), numeric=True),
        Column(_("Empty, mean"), numeric=True),
    ]
    if wide:
        columns += [
            Column(_("Lowest with one assumption changed, %"), numeric=True),
            Column(_("Highest with one assumption changed, %"), numeric=True),
        ]
    lines = []
    for one in ordered(study):
        filled = [count.filled for count in one.counts]
        line: list[Any] = [
            label(one.policy, study.base),
            round(_mean(filled)),
            min(filled),
            max(filled),
            round(_mean(count.moved for count in one.counts)),
            round(_mean(count.empty for count in one.counts)),
        ]
        if wide:
            reach = wide.get(one.policy)
            line += [_points(reach.low), _points(reach.high)] if reach else ["", ""]
        lines.append(line)
    return Table(_("Target seats under each set of rules"), columns, lines, "lab-results")


def tornados(study: Any, rows: Sequence[Any]) -> list[Picture]:
    """For each policy that fills seats under contracts: how each assumption moves its gain."""
    if study.sensitivity is None or study.calibration is None:
        return []
    assumed = next(one for one in study.sensitivity.swings if not one.assumption)
    texts = {row.name: row for row in rows}
    return [
        _tornado(study, gain, f"lab-sensitivity-{number}", texts)
        for number, gain in enumerate(assumed.gains, 1)
        if _concerns_contracts(gain.policy, study.base)
    ]


def _concerns_contracts(policy: Any, base: Any) -> bool:
    """Whether a policy changes more than where unfilled seats move."""
    return (policy.offers, policy.claimants) != (base.offers, base.claimants)


def _tornado(study: Any, gain: Any, name: str, texts: dict[str, Any]) -> Picture:
    rules = label(gain.policy, study.base)
    title = _("What the gain rests on. %(rules)s") % {"rules": rules}
    said = _(
        "Seats filled under a target contract beyond those of the base, in percentage points. The "
        "line is the gain with everything as assumed: %(gain)s. In each case the free number was "
        "found anew, so that the base fills what was published."
    )
    keys = [
        Key("kind-1", _("the assumption at its low value")),
        Key("kind-2", _("the assumption at its high value")),
    ]
    return tornado(
        name,
        title,
        gain.filled.mean,
        _levers(study, gain.policy, texts),
        _levers_table(study, gain.policy, texts, name, title),
        legend=keys,
        text=said % {"gain": _signed(gain.filled.mean)},
        note=_note(study),
    )


def _swings(study: Any, policy: Any) -> dict[str, dict[str, tuple[float, float | None]]]:
    """By assumption and side: the value, and the mean gain of a policy with it, None if the
    base cannot be reached."""
    found: dict[str, dict[str, tuple[float, float | None]]] = {}
    for swing in study.sensitivity.swings:
        if swing.assumption:
            mean = next((one.filled.mean for one in swing.gains if one.policy == policy), None)
            found.setdefault(swing.assumption, {})[swing.side] = (swing.value, mean)
    return found


def _levers(study: Any, policy: Any, texts: dict[str, Any]) -> list[Lever]:
    return [
        Lever(
            in_reader_language(texts[name], "text"),
            _end(*sides["low"], texts[name].unit),
            _end(*sides["high"], texts[name].unit),
        )
        for name, sides in _swings(study, policy).items()
    ]


def _end(value: float, gain: float | None, unit: str) -> End | None:
    if gain is None:
        return None
    return End(gain, f"{value_words(value, unit)}: {_signed(gain)}")


def _levers_table(study: Any, policy: Any, texts: dict[str, Any], name: str, title: str) -> Table:
    columns = [
        Column(_("Assumption")),
        Column(_("Low value"), numeric=True),
        Column(_("Gain with it, percentage points"), numeric=True),
        Column(_("High value"), numeric=True),
        Column(_("Gain with it, percentage points"), numeric=True),
    ]
    lines = []
    for assumption, sides in _swings(study, policy).items():
        row = texts[assumption]
        cells = [
            cell
            for value, gain in (sides["low"], sides["high"])
            for cell in (value_words(value, row.unit), _found(gain))
        ]
        lines.append([in_reader_language(row, "text"), *cells])
    return Table(title, columns, lines, name)


def _found(gain: float | None) -> str:
    return _("the base cannot be reached") if gain is None else _signed(gain)


def gains_table(study: Any) -> Table | None:
    """Of a campaign: what changes if the least crowded offer would be named alone."""
    if study.sensitivity is None or study.calibration is not None:
        return None
    plain, cautious = study.sensitivity.swings
    columns = [
        Column(_("Rules")),
        Column(_("The first of the own list is named, percentage points"), numeric=True),
        Column(_("The least crowded is named, percentage points"), numeric=True),
    ]
    lines = [
        [label(here.policy, study.base), _points(here.filled.mean), _points(there.filled.mean)]
        for here, there in zip(plain.gains, cautious.gains, strict=True)
    ]
    title = _("Which offer would be named, if only one might be")
    return Table(title, columns, lines, "lab-naming")


def assumptions_table(rows: Sequence[Any]) -> Table:
    """Every number that the market is made of."""
    columns = [
        Column(_("Assumption")),
        Column(_("Value"), numeric=True),
        Column(_("Low"), numeric=True),
        Column(_("High"), numeric=True),
        Column(_("Unit")),
        Column(_("Source")),
        Column(pgettext("heading", "As of")),
        Column(_("Certainty")),
    ]
    lines = [
        [
            Cell(in_reader_language(row, "text"), mark=_mark(row)),
            value_words(row.value, row.unit),
            "" if row.low is None else value_words(row.low, row.unit),
            "" if row.high is None else value_words(row.high, row.unit),
            UNITS[row.unit],
            row.source or _("not stated"),
            dated(row.as_of),
            Certainty(row.certainty).label,
        ]
        for row in rows
    ]
    return Table(_("All assumptions"), columns, lines, "lab-assumptions", stacked=True)


def checks_table(study: Any, published: Sequence[Any]) -> Table:
    """Published figures that the study did not use, at its size, beside what the base counts."""
    base = next(one for one in study.scenarios if one.policy == study.base)
    columns = [
        Column(_("Figure")),
        Column(_("Published figure"), numeric=True),
        Column(_("Base, mean"), numeric=True),
        Column(_("Lowest draw"), numeric=True),
        Column(_("Highest draw"), numeric=True),
        Column(_("Source")),
    ]
    lines = []
    for row in published:
        counts = [getattr(count, row.count) for count in base.counts]
        lines.append(
            [
                Cell(in_reader_language(row, "text"), mark=_mark(row)),
                round(row.value * study.scale),
                round(_mean(counts)),
                min(counts),
                max(counts),
                f"{row.source}, {dated(row.as_of)}",
            ]
        )
    return Table(_("The base beside what was published"), columns, lines, "lab-checks")


def _mark(row: Any) -> Sentence:
    is_draft = reader_language() == "kk" and row.kk_status == KazakhStatus.DRAFT
    return pgettext("mark", "draft") if is_draft else ""


def value_words(value: float, unit: str) -> str:
    """A number as its unit wants it."""
    if unit == "share":
        return f"{number_format(round(100 * value), 0)} %"
    whole = value == round(value)
    return number_format(round(value) if whole else value, force_grouping=True)


def _points(share: float) -> str:
    return number_format(round(100 * share, 1), 1)


def _signed(share: float) -> str:
    return ("+" if share > 0 else "") + _points(share)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
