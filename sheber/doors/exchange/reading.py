"""One pass over a `sheber.exchange/1` document: a draft of the round, names, and every fault.

Strict and literal: what is not known here is refused, and nothing is guessed. A field left out
means: no `send_order`, everybody of that home is certified, at most `send_cap` of them leave,
and trading cycles take them as they stand in the file; no `host_order`, the host accepts
everybody and has no order; no `opening_balance`, 0; no `balance` or no
`balance.institution`, 0, the strictest; no `balance.country`, pairs of countries are not held to
balance; no `respect_send_order`, the largest exchange does not promise X4.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import LARGEST_SEATS, Fields, Reader, join
from sheber.engine.clearing.market import NOBODY
from sheber.engine.exchange.assemble import Draft, Institution, Person
from sheber.engine.exchange.lint import rule_faults
from sheber.engine.exchange.market import PROCEDURES, Round

FORMAT = "sheber.exchange/1"


@dataclass
class Names:
    """Ids by dense number; countries in alphabetical order."""

    institutions: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


class Reading:
    """One pass over a document. A wrong part leaves a fault and a harmless stand-in, so that
    the pass goes on; nothing is assembled while there is a fault."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.reader = Reader(faults)
        self.draft = Draft(procedure="")
        self.names = Names()
        self.institution_number: dict[str, int] = {}
        self.person_number: dict[str, int] = {}
        self.country_of: list[str] = []
        self.seen: dict[str, dict[str, str]] = {"institution": {}, "person": {}}

    def document(self, document: object) -> None:
        required = ("procedure", "institutions", "people")
        top = self.reader.document(document, FORMAT, required, ("balance", "respect_send_order"))
        if top is None:
            return
        self._procedure(top)
        self._balance(top)
        institutions = [
            (path, self._institution(item, path))
            for path, item in self.reader.items(top, "institutions", "")
        ]
        for path, item in self.reader.items(top, "people", ""):
            self._person(item, path)
        self.names.countries = sorted(set(self.country_of))
        number = {country: place for place, country in enumerate(self.names.countries)}
        for place, (path, row) in enumerate(institutions):
            country = number[self.country_of[place]]
            self.draft.institutions.append(self._whole_institution(row, path, place, country))

    def rules(self, round_: Round) -> None:
        """The linter's rules, named by path."""
        paths = {"pairs_of_many_countries": "balance.country", "pair_in_reach": "balance.country"}
        for fault in rule_faults(round_):
            facts, path = dict(fault.facts), paths.get(fault.code, "")
            institution = facts.get("institution")
            if isinstance(institution, int):
                path = f"institutions[{institution}].opening_balance"
                facts["institution"] = self.names.institutions[institution]
            self.faults.add(fault.code, path, **facts)

    def _procedure(self, top: Fields) -> None:
        if "procedure" in top:
            procedure = self.reader.text(top["procedure"], "procedure")
            if procedure is not None and procedure not in PROCEDURES:
                named = " or ".join(f"“{known}”" for known in PROCEDURES)
                self.faults.add("unknown_procedure", "procedure", value=procedure, known=named)
            self.draft.procedure = procedure or ""
        asked = top.get("respect_send_order", False)
        if not isinstance(asked, bool):
            self.faults.add("not_truth", "respect_send_order", value=shown(asked))
        self.draft.respect_send_order = asked is True

    def _balance(self, top: Fields) -> None:
        if "balance" not in top:
            return
        balance = self.reader.fields(top["balance"], "balance", (), ("institution", "country"))
        if balance is None:
            return
        self.draft.institution_tolerance = self.reader.seats(balance, "institution", "balance")
        if "country" in balance:
            self.draft.country_tolerance = self.reader.seats(balance, "country", "balance")

    def _institution(self, item: object, path: str) -> Fields:
        """Names of an institution; its orders are read when people are known."""
        required = ("id", "country", "send_cap", "host_cap")
        optional = ("send_order", "host_order", "opening_balance")
        row = self.reader.fields(item, path, required, optional) or {}
        name = self.reader.id(row, path, "institution", self.seen["institution"]) or ""
        self.institution_number.setdefault(name, len(self.names.institutions))
        self.names.institutions.append(name)
        self.country_of.append(self._country(row, path))
        return row

    def _country(self, row: Fields, path: str) -> str:
        if "country" not in row:
            return ""
        country = self.reader.text(row["country"], join(path, "country"))
        if country == "":
            self.faults.add("empty_country", join(path, "country"))
        return country or ""

    def _whole_institution(self, row: Fields, path: str, number: int, country: int) -> Institution:
        send_order = self._order(row, "send_order", path)
        self._of_this_home(send_order or [], join(path, "send_order"), number)
        return Institution(
            country=country,
            send_cap=self.reader.seats(row, "send_cap", path),
            host_cap=self.reader.seats(row, "host_cap", path),
            send_order=send_order,
            host_order=self._order(row, "host_order", path),
            opening_balance=self._opening(row, path),
        )

    def _order(self, row: Fields, name: str, path: str) -> list[int] | None:
        """People by number in a stated order, each once; None where the field is left out."""
        if name not in row:
            return None
        order: list[int] = []
        for where, value in self.reader.items(row, name, path):
            order.append(self._known(value, where, self.person_number, "unknown_person"))
        self._once(order, join(path, name), "repeated_person", self.names.people)
        return order

    def _of_this_home(self, order: list[int], path: str, number: int) -> None:
        for place, person in enumerate(order):
            home = NOBODY if person == NOBODY else self.draft.people[person].home
            if home not in (NOBODY, number):
                facts = {"id": self.names.people[person], "home": self.names.institutions[home]}
                self.faults.add("not_of_this_home", f"{path}[{place}]", **facts)

    def _opening(self, row: Fields, path: str) -> int:
        """A whole number; below 0 where more were sent than hosted."""
        if "opening_balance" not in row:
            return 0
        value, path = row["opening_balance"], join(path, "opening_balance")
        number = self.reader.number(value, path)
        if number is None:
            return 0
        if number != int(number):
            self.faults.add("not_whole", path, value=shown(value))
        elif abs(number) > LARGEST_SEATS:
            self.faults.add("number_too_large", path, value=shown(value), largest=LARGEST_SEATS)
        return int(number)

    def _person(self, item: object, path: str) -> None:
        row = self.reader.fields(item, path, ("id", "home", "places")) or {}
        name = self.reader.id(row, path, "person", self.seen["person"]) or ""
        self.person_number.setdefault(name, len(self.names.people))
        self.names.people.append(name)
        home = self._host(row["home"], join(path, "home")) if "home" in row else NOBODY
        places = [
            self._host(value, where) for where, value in self.reader.items(row, "places", path)
        ]
        self._once(places, join(path, "places"), "repeated_place", self.names.institutions)
        for place, host in enumerate(places):
            if host != NOBODY and host == home:
                where = f"{join(path, 'places')}[{place}]"
                self.faults.add("own_home", where, home=self.names.institutions[home])
        self.draft.people.append(Person(home, places))

    def _host(self, value: object, path: str) -> int:
        return self._known(value, path, self.institution_number, "unknown_institution")

    def _known(self, value: object, path: str, numbers: dict[str, int], code: str) -> int:
        name = self.reader.text(value, path)
        if name is None:
            return NOBODY
        if name not in numbers:
            self.faults.add(code, path, id=name)
        return numbers.get(name, NOBODY)

    def _once(self, numbers: list[int], path: str, code: str, names: list[str]) -> None:
        seen: set[int] = set()
        for place, number in enumerate(numbers):
            if number in seen and number != NOBODY:
                self.faults.add(code, f"{path}[{place}]", id=names[number])
            seen.add(number)
