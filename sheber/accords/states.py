from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)
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

# Every step needs evidence; a step may skip others, since documents appear late or not at all.
COMMITMENT = Life(
    subject="accords.commitment",
    start="mentioned",
    moves=(
        Move("propose", OPEN[:1], "proposed", OFFICE),
        Move("discuss", OPEN[:2], "under_discussion", OFFICE),
        Move("elaborate", OPEN[:3], "in_elaboration", OFFICE),
        Move("plan", OPEN[:4], "planned", OFFICE),
        Move("agree", OPEN[:5], "agreed_in_principle", OFFICE),
        Move("sign", OPEN[:6], "signed", OFFICE),
        Move("ratify", OPEN[:7], "ratified", OFFICE),
        Move("enter_into_force", OPEN[:8], "in_force", OFFICE),
        Move("run", OPEN[:9], "running", OFFICE),
        Move("complete", ("running",), "done", OFFICE),
        Move("lapse", OPEN, "lapsed", OFFICE, needs_reason=True),
        Move("supersede", OPEN, "superseded", OFFICE, needs_reason=True),
        Move("dispute", OPEN, "disputed", OFFICE, needs_reason=True),
    ),
)

PROJECT = Life(
    subject="accords.project",
    start="announced",
    moves=(
        Move("start", ("announced", "delayed"), "started", OFFICE),
        Move("delay", ("announced", "delayed", "started"), "delayed", OFFICE, needs_reason=True),
        Move("open", ("started", "delayed"), "opened", OFFICE),
        Move("cancel", ("announced", "delayed", "started"), "cancelled", OFFICE, needs_reason=True),
    ),
)
