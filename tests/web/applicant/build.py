"""A demo at a moment, and people who are signed in to it."""

from datetime import datetime

from django.test import Client

from sheber.admissions import operations
from sheber.admissions.models import Application, Campaign, Offering
from sheber.kernel import clock
from sheber.kernel.models import Installation
from sheber.offers import operations as offering
from sheber.offers.models import Offer, Terms
from sheber.registry.enums import Role
from sheber.registry.models import Account, Person
from sheber.registry.operations import NewAccount, name_guardians, open_account
from tests.admissions import build as admissions
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry.build import ADMINISTRATOR, NOW

BACKEND = "django.contrib.auth.backends.ModelBackend"


def at(now: datetime) -> None:
    """The demo's clock shows this moment."""
    if clock.installation() is None:
        clock.install("demo", demo_now=now, seed=1, size="small")
    Installation.objects.update(demo_now=now)


def account(who: Person, role: str = Role.APPLICANT) -> Account:
    """An account of a person, made once."""
    found = Account.objects.filter(person=who).first()
    given = NewAccount(f"demo-{who.pk.lower()}", role, person=who, demo=True)
    return found or open_account(given, actor=ADMINISTRATOR, now=NOW)


def signed_in(who: Person, role: str = Role.APPLICANT) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(account(who, role), backend=BACKEND)
    return client


def guardian_of(ward: Person) -> Person:
    """Somebody entered as a guardian."""
    guardian = admissions.person()
    name_guardians([(ward, guardian)], "parent", actor=ADMINISTRATOR, now=NOW)
    return guardian


def target(to: Campaign, code: str = "T", seats: int = 1, **stated) -> tuple[Offering, Offer]:
    """An offering with the target seats of an offer whose contract can be signed."""
    line = demand.confirmed_line(of=demand.call(code=f"CALL-{code}"))
    given = {"prevailing_language": "ru", "monthly_minor": 500_000, **stated}
    return admissions.target_offering(to, code, seats, seats, stated=given, line=line)


def amend(offer: Offer, now: datetime, **stated) -> Terms:
    """The employer says other terms."""
    given = {"prevailing_language": "ru", "months_owed": 48, **stated}
    terms = offers.new_terms(offer, **given)
    actor = offers.employer_actor(offer)
    return offering.amend(offer, terms, reason="costs", actor=actor, now=now)


def verified(row: Application, score: int | None, *having: str) -> Person:
    """The list is submitted and checked; a guardian has agreed before, where needed."""
    who = row.person
    operations.submit(row, actor=admissions.himself(who), now=admissions.APPLYING)
    admissions.check(row.campaign, who, score, *having)
    operations.verify(row, actor=admissions.admissions(), now=admissions.APPLYING)
    return who


def hidden(response, name: str, form: str = "") -> str:
    """The value of a hidden field of a page, in the form whose address ends like this."""
    page = response.content.decode()
    if form:
        page = page.partition(f'{form}"')[2]
    _, _, rest = page.partition(f'name="{name}" value="')
    assert rest, f"no field {name}"
    return rest.partition('"')[0]


def text(response) -> str:
    """The page without its tags' line breaks, as far as a test compares words."""
    return " ".join(response.content.decode().split())
