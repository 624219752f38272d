from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)
# The administrator loads the register that ships with the software, states included.
KEEPERS = (Role.OFFICE, Role.ADMINISTRATOR)
OPEN = (
    "mentioned",
    "proposed",
    "under_discussion",
    "in_elaboration",
    "planned",
    "agreed_in_principle",
    "signed",
    "ratified",
    "in_force",
    "running",
)
# What may be called agreed, once both sides are known to say it.
AGREED = frozenset({*OPEN[5:], "done"})
# Nothing new rests on these.
ENDED = frozenset({"done", "lapsed", "superseded", "disputed"})

# Every step needs evidence; a step may skip others, since documents appear late or not at all.
COMMITMENT = Life(
    subject="accords.commitment",
    start="mentioned",
    moves=(
        Move("propose", OPEN[:1], "proposed", KEEPERS),
        Move("discuss", OPEN[:2], "under_discussion", KEEPERS),
        Move("elaborate", OPEN[:3], "in_elaboration", KEEPERS),
        Move("plan", OPEN[:4], "planned", KEEPERS),
        Move("agree", OPEN[:5], "agreed_in_principle", KEEPERS),
        Move("sign", OPEN[:6], "signed", KEEPERS),
        Move("ratify", OPEN[:7], "ratified", KEEPERS),
        Move("enter_into_force", OPEN[:8], "in_force", KEEPERS),
        Move("run", OPEN[:9], "running", KEEPERS),
        Move("complete", ("running",), "done", OFFICE),
        Move("lapse", OPEN, "lapsed", OFFICE, needs_reason=True),
        Move("supersede", OPEN, "superseded", OFFICE, needs_reason=True),
        Move("dispute", OPEN, "disputed", OFFICE, needs_reason=True),
    ),
)
# The move that leads to each open state, for registers that say only where a commitment stands.
MOVE_TO = {move.target: move.name for move in COMMITMENT.moves if move.target in OPEN}

PROJECT = Life(
    subject="accords.project",
    start="under_discussion",
    moves=(
        Move("announce", ("under_discussion",), "announced", OFFICE),
        Move("start", ("announced", "delayed"), "started", OFFICE),
        Move("delay", ("announced", "delayed", "started"), "delayed", OFFICE, needs_reason=True),
        Move("open", ("started", "delayed"), "opened", OFFICE),
        Move(
            "cancel",
            ("under_discussion", "announced", "delayed", "started"),
            "cancelled",
            OFFICE,
            needs_reason=True,
        ),
    ),
)
