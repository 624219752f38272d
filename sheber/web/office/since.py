"""What has changed since the last visit: acts of others, counted by kind."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest

from sheber.flows.telling import words
from sheber.kernel.models import Event
from sheber.kernel.refusals import Sentence
from sheber.web.shared.actors import actor

SEEN = "office_seen"
MOST = 8


@dataclass(frozen=True)
class Change:
    """So many rows of a kind to which the same was done."""

    subject: Sentence
    act: Sentence
    number: int


def changes(request: HttpRequest) -> list[Change]:
    """Acts of others since this session was last here; the most frequent first."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    seen = request.session.get(SEEN)
    request.session[SEEN] = last
    if seen is None:
        return []
    rows = (
        Event.objects.filter(pk__gt=seen, pk__lte=last)
        .exclude(actor=actor(request).key)
        .order_by()
        .values("subject_type", "verb")
        .annotate(number=Count("pk"))
        .order_by("-number", "verb")[:MOST]
    )
    return [
        Change(words.subject(row["subject_type"]), words.act(row["verb"]), row["number"])
        for row in rows
    ]
