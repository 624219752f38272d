from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

HOME = (Role.COLLEGE, Role.EMPLOYER)

STAY = Life(
    subject="mobility.stay",
    start="nominated",
    moves=(
        Move("agree", ("nominated",), "agreed", HOME),
        Move("arrive", ("agreed",), "on_site", HOME),
        Move("return", ("on_site",), "returned", HOME),
        Move("end_early", ("on_site",), "ended_early", HOME, needs_reason=True),
        Move("cancel", ("nominated", "agreed"), "cancelled", HOME, needs_reason=True),
        Move("recognise", ("returned", "ended_early"), "recognised", (Role.COLLEGE,)),
    ),
)
