"""Who was shown a person's name: for which organisation, for what purpose, when."""

from dataclasses import dataclass
from datetime import datetime

from sheber.registry.identity.models import NameDisclosure
from sheber.registry.models import Organisation
from sheber.web.shared.moments import at_home


@dataclass(frozen=True)
class Disclosure:
    """One line of the log; `organisation` is empty for somebody acting for themselves."""

    when: datetime
    organisation: str
    purpose: str


def disclosures(pseudonym: str, zone: str) -> list[Disclosure]:
    """The whole log of one person, the latest first."""
    rows = list(NameDisclosure.objects.filter(person_id=pseudonym).order_by("-at", "-pk"))
    keys = {row.organisation_key for row in rows if row.organisation_key.isdecimal()}
    named = {str(one.pk): one.name for one in Organisation.objects.filter(pk__in=keys)}
    return [
        Disclosure(
            at_home(row.at, zone),
            named.get(row.organisation_key, row.organisation_key),
            row.purpose,
        )
        for row in rows
    ]
