"""Who acts. A room's `rules.py` says who may; this says who it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from sheber.kernel.refusals import Refused


@dataclass(frozen=True)
class Actor:
    """An account acting for one organisation in one role, or for a person, or the calendar.

    `organisation` and `person` are opaque keys; `country` and `region` are where the
    organisation sits, or the home of the person; `roles` are codes.
    """

    key: str
    roles: frozenset[str] = field(default_factory=frozenset)
    organisation: str = ""
    person: str = ""
    country: str = ""
    region: str = ""

    @classmethod
    def calendar(cls) -> Self:
        """The passing of a deadline, for acts that nobody presses a button for."""
        return cls(key="calendar", roles=frozenset({"calendar"}))

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def acts_for(self, organisation: object) -> bool:
        """Whether this actor acts for the organisation with this key."""
        return bool(self.organisation) and self.organisation == str(organisation)

    def is_person(self, person: object) -> bool:
        return bool(self.person) and self.person == str(person)


# One actor for all rows of a many-row verb, or one beside each row.
Acting = Actor | Sequence[Actor]


def each(acting: Acting, count: int) -> Sequence[Actor]:
    """The actor of each of `count` rows."""
    actors = [acting] * count if isinstance(acting, Actor) else acting
    if len(actors) != count:
        raise ValueError(f"{len(actors)} actors for {count} rows")
    return actors


def require(allowed: bool, act: str) -> None:
    """Refuse the act unless it is allowed."""
    if not allowed:
        raise Refused("not_allowed", act=act)
