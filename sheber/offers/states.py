from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

EMPLOYER = (Role.EMPLOYER,)
# An offer in one of these shows its terms unchanged, whatever its contracts say later.
CLOSED = ("frozen", "withdrawn")

OFFER = Life(
    subject="offers.offer",
    start="draft",
    moves=(
        Move("publish", ("draft",), "published", EMPLOYER),
        Move("amend", ("published",), "published", EMPLOYER, needs_reason=True),
        Move("freeze", ("published",), "frozen", (Role.OFFICE, "calendar")),
        Move("expire", ("draft",), "expired", (Role.OFFICE, "calendar")),
        Move("withdraw", ("draft", "published", "frozen"), "withdrawn", EMPLOYER, True),
    ),
)
