"""What was published, as it stood."""

from datetime import date

from sheber.insights.models import Snapshot


def latest(indicator: str, on: date) -> Snapshot | None:
    """The last snapshot until a day of an indicator, or of any whose name it begins."""
    found = Snapshot.objects.filter(indicator__startswith=indicator, as_of__lte=on)
    return found.order_by("-as_of", "-made_at").first()
