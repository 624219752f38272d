"""The tables of a passport, on the page and in the monthly report alike."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.access import Actor
from sheber.kernel.money import Money
from sheber.programmes import rules
from sheber.programmes.models import Module, MoneyEntry, Partner
from sheber.programmes.queries import LedgerLine, MoneyLine, Passport
from sheber.web.cluster import words
from sheber.web.cluster.reads import Load, Risk
from sheber.web.shared.tables import Cell, Column, Table


def members(found: Passport) -> Table:
    """Who belongs to the cluster, as what, since when."""
    columns = (
        Column(_("Organisation")),
        Column(_("Part in the cluster")),
        Column(_("Since")),
        Column(_("Until")),
    )
    rows = [
        (
            one.organisation.name,
            words.member(one.role),
            one.valid_from,
            one.valid_to or _("no end set"),
        )
        for one in found.members
    ]
    return Table(_("Members"), columns, rows, "members", stacked=True)


def money(found: Passport) -> Table:
    """Planned and paid by source, of one passport."""
    return sums(found.money)


def ledger(found: Iterable[LedgerLine], who: Actor) -> Table:
    """Every line as it was entered; one that stands can be reversed by who may."""
    columns = (
        Column(_("Entry")),
        Column(_("Year")),
        Column(_("Source of money")),
        Column(_("Who pays")),
        Column(_("Planned or paid")),
        Column(_("Amount"), numeric=True),
        Column(_("Document")),
        Column(_("Entered on")),
        Column(_("What became of it")),
    )
    rows = [
        (
            str(one.entry.pk),
            str(one.entry.year),
            words.source(one.entry.source),
            one.entry.payer.name if one.entry.payer else "—",
            _("paid") if one.entry.paid else _("planned"),
            str(one.amount),
            one.entry.document,
            one.entry.entered_on,
            _fate(one, who),
        )
        for one in found
    ]
    return Table(_("Ledger, line by line"), columns, rows, "ledger", stacked=True)


def entry_in_words(row: MoneyEntry) -> str:
    """A line of the ledger in one sentence."""
    amount = Money(row.amount_minor, row.currency)
    payer = f" · {row.payer.name}" if row.payer else ""
    paid = _("paid") if row.paid else _("planned")
    return f"{row.year} · {words.source(row.source)}{payer} · {paid}: {amount} · {row.document}"


def _fate(one: LedgerLine, who: Actor) -> Cell:
    if one.taken_back_by:
        return Cell(_("reversed by entry %(entry)s") % {"entry": one.taken_back_by.pk})
    if one.entry.reverses_id:
        return Cell(_("reverses entry %(entry)s") % {"entry": one.entry.reverses_id})
    if rules.can_enter_money(who, one.entry.cluster, one.entry.source):
        return Cell(_("Reverse"), reverse("cluster_money_reverse", args=[one.entry.pk]))
    return Cell(_("it stands"))


def sums(found: Iterable[MoneyLine]) -> Table:
    """Planned and paid by source; currencies are never summed."""
    columns = (
        Column(_("Source of money")),
        Column(_("Planned"), numeric=True),
        Column(_("Paid"), numeric=True),
    )
    rows = [(words.source(one.source), str(one.planned), str(one.paid)) for one in found]
    return Table(_("Money by source"), columns, rows, "money")


def programmes(found: Passport) -> Table:
    columns = (
        Column(_("Programme")),
        Column(_("State")),
        Column(_("Level")),
        Column(_("Hours of practice, of all")),
    )
    rows = [
        (
            Cell(one.name, reverse("cluster_programme", args=[one.pk])),
            words.programme_state(one.state),
            one.level.name if one.level else None,
            _("%(practice)s of %(all)s")
            % {
                "practice": number_format(one.practice_hours, force_grouping=True),
                "all": number_format(one.practice_of_hours, force_grouping=True),
            },
        )
        for one in found.programmes
    ]
    return Table(_("Programmes"), columns, rows, "programmes", stacked=True)


def modules(found: Iterable[Module]) -> Table:
    """The curriculum in the order in which it is taught."""
    columns = (
        Column(_("Code")),
        Column(_("Module")),
        Column(_("Cycle")),
        Column(_("Kind")),
        Column(_("Hours"), numeric=True),
    )
    rows = [
        (one.code, one.name, one.get_cycle_display(), one.get_kind_display(), one.hours)
        for one in found
    ]
    return Table(_("Modules"), columns, rows, "modules")


def capacities(found: Passport) -> Table:
    """What coming intakes can hold, from this year on."""
    columns = (
        Column(_("Programme")),
        Column(_("Where")),
        Column(_("Year of intake")),
        Column(_("Seats"), numeric=True),
        Column(_("Teachers"), numeric=True),
        Column(_("Workshops"), numeric=True),
        Column(_("Beds"), numeric=True),
        Column(_("Places of practice"), numeric=True),
    )
    rows = [
        (
            one.programme.name,
            one.provider.name,
            str(one.intake_year),
            one.seats_maximum,
            one.teachers,
            one.workshops,
            one.beds,
            one.practice_places,
        )
        for one in found.capacities
    ]
    return Table(_("Capacity"), columns, rows, "capacity")


def mentors(found: Iterable[Load]) -> Table:
    columns = (
        Column(_("Mentor")),
        Column(_("Enterprise")),
        Column(_("Students now"), numeric=True),
        Column(_("Hours confirmed in the month"), numeric=True),
    )
    rows = [(one.mentor, one.host, one.students, one.minutes // 60) for one in found]
    return Table(_("Practice and mentors"), columns, rows, "mentors")


def risks(found: Iterable[Risk]) -> Table:
    columns = (Column(_("Programme")), Column(_("State")), Column(_("Left to nobody")))
    rows = [
        (
            Cell(one.programme.name, reverse("cluster_programme", args=[one.programme.pk])),
            words.programme_state(one.programme.state),
            lacking(one),
        )
        for one in found
    ]
    return Table(_("At risk"), columns, rows, "risks")


def lacking(one: Risk) -> str | None:
    """What a programme lacks, in words; None if every part is covered again."""
    said = [words.part(code) for code in one.coverage.uncovered]
    if one.coverage.lacks_a_country:
        said.append(_("a partner of the second country"))
    return ", ".join(said) or None


def partners(found: Iterable[Partner]) -> Table:
    """Everybody who has or had a part."""
    columns = (
        Column(_("Organisation")),
        Column(_("Country")),
        Column(_("Part in the programme")),
        Column(_("Since")),
        Column(_("Until")),
    )
    rows = [
        (
            one.organisation.name,
            one.organisation.country.name,
            words.part(one.role),
            one.valid_from,
            one.valid_to or _("no end set"),
        )
        for one in found
    ]
    return Table(_("Partners"), columns, rows, "partners", stacked=True)
