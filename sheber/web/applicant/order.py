"""A list of wishes after one of them was added, moved or removed."""

from collections.abc import Sequence

from sheber.admissions.models import Offering, RankedContract
from sheber.admissions.operations import NewWish
from sheber.offers.models import Offer


class NotOnList(LookupError):
    """The form names a wish or an offering that is not there."""


def moved(rows: Sequence[RankedContract], act: str, key: str) -> list[NewWish]:
    """The list after `add` (key: offering:terms:offer), or `up`, `down`, `remove` (key: a wish)."""
    wishes = [NewWish(row.offering, row.terms_kind, row.offer) for row in rows]
    if act == "add":
        return [*wishes, _new(key)]
    places = {str(row.pk): place for place, row in enumerate(rows)}
    if key not in places or act not in ("up", "down", "remove"):
        raise NotOnList(key)
    wish = wishes.pop(places[key])
    if act == "remove":
        return wishes
    step = -1 if act == "up" else 1
    wishes.insert(min(len(wishes), max(0, places[key] + step)), wish)
    return wishes


def _new(key: str) -> NewWish:
    try:
        offering, terms_kind, offer = key.split(":")
        return NewWish(
            Offering.objects.get(pk=int(offering)),
            terms_kind,
            Offer.objects.get(pk=int(offer)) if offer else None,
        )
    except (ValueError, Offering.DoesNotExist, Offer.DoesNotExist) as wrong:
        raise NotOnList(key) from wrong
