"""The river on the first page, if any stage has counted it yet."""

from collections.abc import Callable

from sheber.web.shared.charts.picture import Picture


def picture(count: Callable[[], Picture | None] | None = None) -> Picture | None:
    """The picture that `count` draws; None while there is nothing to show."""
    return count() if count else None
