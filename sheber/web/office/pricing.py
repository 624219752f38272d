"""What would help a plan most, in words: each thing with its step, its gain and what is proven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.flows.telling.funds import fund_in_words
from sheber.kernel import jobs
from sheber.kernel.money import MINOR_UNITS
from sheber.kernel.refusals import Sentence
from sheber.planning import engine_io, operations
from sheber.planning.models import Plan, Pricing
from sheber.programmes.models import Capacity
from sheber.registry.models import Organisation
from sheber.web.office.rounds import Progress
from sheber.web.office.stages import HUNDRED, PROVEN
from sheber.web.office.watching import trouble
from sheber.web.shared.tables import Column, Table

ENDED = gettext_lazy("The search for what would help most was ended, and nothing of it was kept.")
MILLION = 1_000_000


@dataclass(frozen=True)
class Help:
    """One thing that would help: what, where, how many more people, and how sure that is."""

    what: Sentence
    where: Sentence
    more: Sentence
    proof: Sentence
    numbers: tuple[float, float, float, float]


@dataclass(frozen=True)
class Shown:
    """All that a page says of prices: what helps, and what was tried and brought nothing.

    `open` is what the search left open, in weighted people.
    """

    made_at: datetime
    helps: Sequence[Help]
    idle: Sequence[Help]
    before: str
    gap: str
    open: str


def progress(plan: Plan) -> Progress | None:
    """The work that goes on, or the last one if it came to nothing; else nothing."""
    job = operations.prices_asked(plan)
    if job is None or job.outcome == jobs.DONE:
        return None
    waits, told = not job.worker, job.told
    if waits:
        said = _("It waits until the worker takes it up, which is a matter of seconds.")
    elif not told.get("done"):
        said = _("First the plan itself is searched more closely, to compare with.")
    else:
        said = _("Searched again: %(done)s of %(of)s.") % {"done": told["done"], "of": told["of"]}
    return Progress(said, job.share, waits, trouble(job, ENDED))


def shown(plan: Plan) -> Shown | None:
    """The last prices of the plan's problem as it stands, in words."""
    row = engine_io.prices_of(plan)
    return None if row is None else _shown(plan, row)


def _shown(plan: Plan, row: Pricing) -> Shown:
    found = engine_io.stored_prices(row).prices
    names = Names(plan, (one.lever for one in found))
    first = found[0] if found else None
    return Shown(
        made_at=row.made_at,
        helps=[helped(one, names) for one in found if one.gain > PROVEN],
        idle=[helped(one, names) for one in found if one.gain <= PROVEN],
        before=_one_place(first.before) if first else "",
        gap=number_format(HUNDRED * first.gap, decimal_pos=2) if first and first.gap else "",
        open=_one_place(first.gap * first.before) if first else "",
    )


def table(found: Shown) -> Table:
    """The same as a table, to be taken away."""
    columns = (
        Column(_("One step more")),
        Column(_("Where it is made wider")),
        Column(_("More people"), numeric=True),
        Column(_("Less unmet, by weight"), numeric=True),
        Column(_("Proven: at least"), numeric=True),
        Column(_("Proven: at most"), numeric=True),
    )
    rows = [
        (one.what, one.where, *(round(number, 1) for number in one.numbers))
        for one in (*found.helps, *found.idle)
    ]
    return Table(_("What would help most"), columns, rows, "plan-prices")


def helped(price: Any, names: "Names") -> Help:
    return Help(
        what=_what(price, names),
        where=names.where(price.lever),
        more=_more(price),
        proof=_proof(price),
        numbers=(price.people, price.gain, price.at_least, price.at_most),
    )


def _what(price: Any, names: "Names") -> Sentence:
    """One step more, in words: 1 more group, 13 more beds, 5 more million roubles."""
    family, step = price.lever.family, price.step
    if family == "whole_group":
        said = ngettext(
            "%(number)s more group with all that it takes",
            "%(number)s more groups with all that they take",
            step,
        )
    elif family == "groups":
        said = ngettext("%(number)s more group", "%(number)s more groups", step)
    elif family == "budget":
        currency = names.currencies.get(str(price.lever.key[0]), "")
        step = round(step / MINOR_UNITS.get(currency, HUNDRED) / MILLION)
        said = ngettext("%(number)s more million", "%(number)s more million", step)
        return f"{said % {'number': _whole(step)}} {currency}".rstrip()
    else:
        said = _of_resource(str(price.lever.key[0]), step)
    return said % {"number": _whole(step)}


def _of_resource(kind: str, step: int) -> str:
    if kind == "beds":
        return ngettext("%(number)s more bed", "%(number)s more beds", step)
    if kind == "teachers":
        return ngettext("%(number)s more teacher", "%(number)s more teachers", step)
    if kind == "practice_places":
        return ngettext(
            "%(number)s more place of practice", "%(number)s more places of practice", step
        )
    if kind == "workshops":
        return ngettext("%(number)s more workshop", "%(number)s more workshops", step)
    return f"%(number)s × {kind}"


def _more(price: Any) -> Sentence:
    people = round(price.people)
    if people >= 1:
        said = ngettext("%(number)s more person", "%(number)s more people", people)
        return said % {"number": _whole(people)}
    if people <= -1:
        said = ngettext(
            "posts that weigh more would be filled, by %(number)s person fewer in all",
            "posts that weigh more would be filled, by %(number)s people fewer in all",
            -people,
        )
        return said % {"number": _whole(-people)}
    if price.gain > PROVEN:
        return _("posts that weigh more would be filled, by about as many people")
    return _("nobody more was found")


def _proof(price: Any) -> Sentence:
    """What is proven of the gain, by weight."""
    facts = {
        "gain": _one_place(price.gain),
        "least": _one_place(price.at_least),
        "most": _one_place(price.at_most),
    }
    if price.at_most - price.at_least <= PROVEN:
        return _("By weight %(gain)s less unmet, proven.") % facts
    if price.at_least <= PROVEN:
        said = _("By weight %(gain)s less unmet; not proven to help, and %(most)s at most.")
        return said % facts
    said = _("By weight %(gain)s less unmet; proven: %(least)s at least, %(most)s at most.")
    return said % facts


class Names:
    """Where a thing is, as a reader knows it."""

    def __init__(self, plan: Plan, levers: Iterable[Any]) -> None:
        keys = [one.key for one in levers]
        intakes = [str(part) for key in keys for part in key]
        self.capacities = engine_io.named(intakes, (), plan).by_intake
        self.providers = {one.code: one for one in Organisation.objects.filter(code__in=intakes)}
        self.currencies = {one["code"]: one["currency"] for one in plan.inputs.get("funds", ())}

    def where(self, lever: Any) -> Sentence:
        if lever.family == "budget":
            fund, year = lever.key
            return _("%(fund)s, intake of %(year)s") % {
                "fund": fund_in_words(str(fund)),
                "year": year,
            }
        owner = str(lever.key[-1])
        if owner in self.capacities:
            return _intake(self.capacities[owner])
        return str(self.providers[owner].name) if owner in self.providers else owner


def _intake(capacity: Capacity) -> Sentence:
    return _("%(programme)s, %(provider)s, intake of %(year)s") % {
        "programme": capacity.programme.name,
        "provider": capacity.provider.name,
        "year": capacity.intake_year,
    }


def _whole(number: int) -> str:
    return str(number_format(number, decimal_pos=0, force_grouping=True))


def _one_place(number: float) -> str:
    return str(number_format(number, decimal_pos=1, force_grouping=True))
