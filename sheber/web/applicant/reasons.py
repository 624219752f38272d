"""The reason that was given with an act on somebody's own row, in the words of who gave it."""

from sheber.kernel.models import Event, Reason


def reason(subject: str, key: object, *acts: str) -> str:
    """Of the last of these acts on a row; empty if none was given, or it was erased."""
    verbs = [f"{subject}.{act}" for act in acts]
    rows = Event.objects.filter(subject_type=subject, subject_key=str(key), verb__in=verbs)
    last = rows.order_by("-pk").first()
    found = Reason.objects.filter(event=last).first() if last else None
    return found.text if found else ""
