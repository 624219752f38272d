"""Shared reads of credentials."""

from django.db.models import QuerySet

from sheber.credentials.models import Award, Recognition


def awards_of(pseudonym: str) -> QuerySet[Award]:
    """Awards that count: issued and not revoked."""
    return (
        Award.objects.filter(person_id=pseudonym, state="issued")
        .select_related("programme", "awarding")
        .order_by("awarded_on")
    )


def decisions_on(award: Award) -> QuerySet[Recognition]:
    return Recognition.objects.filter(award=award).select_related("body").order_by("pk")
