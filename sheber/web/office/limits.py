"""Limits that clash, as an office knows them: programmes, colleges, funds and countries by name."""

from sheber.flows.telling.funds import fund_in_words
from sheber.programmes.models import Programme
from sheber.registry.models import Country, Organisation


def named(part: str, code: str) -> str:
    """What a part of a limit is called; a code that is not known stays as it is."""
    says = SAID_BY.get(part)
    return says(code) if says else code


def _intake(code: str) -> str:
    programme, _slash, rest = code.partition("/")
    provider, _slash, year = rest.rpartition("/")
    found = Programme.objects.filter(code=programme).first()
    return f"{found.name} · {_organisation(provider)} · {year}" if found else code


def _organisation(code: str) -> str:
    found = Organisation.objects.filter(code=code).first()
    return str(found.name) if found else code


def _country(code: str) -> str:
    found = Country.objects.filter(pk=code).first()
    return str(found.name) if found else code


def _fixed(code: str) -> str:
    """An office, the intake, and the fund if it fixed the seats of one alone."""
    office, _colon, what = code.partition(": ")
    intake, _space, fund = what.partition(" ")
    parts = (_organisation(office), _intake(intake), fund_in_words(fund) if fund else "")
    return " · ".join(one for one in parts if one)


SAID_BY = {
    "fixed": _fixed,
    "fund": fund_in_words,
    "intake": _intake,
    "institution": _organisation,
    "country": _country,
    "first": _country,
    "second": _country,
}
