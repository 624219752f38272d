"""Who a person is, is erased."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.registry import rules
from sheber.registry.identity.models import Document, Identity
from sheber.registry.models import Account, Person


def erase_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Erase who a person is. The pseudonym and the facts stay; the chain still verifies."""
    require(rules.can_erase(actor, person.pk), "registry.person.erase")
    with transaction.atomic():
        Identity.objects.filter(person=person).delete()
        Document.objects.filter(person=person).delete()
        Account.objects.filter(person=person).update(
            username=f"erased-{person.pk}", password=make_password(None), is_active=False
        )
        events.record(
            events.Entry("registry.person.erase", ("registry.person", person.pk)),
            actor=actor,
            now=now,
        )
