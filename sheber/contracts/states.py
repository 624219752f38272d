from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

PARTIES = (Role.APPLICANT, Role.GUARDIAN, Role.EMPLOYER, Role.COLLEGE)

# Whose turn it is. Standing (studying, working, served) is computed from dated facts.
CONTRACT = Life(
    subject="contracts.contract",
    start="intended",
    moves=(
        Move("sign", ("intended",), "intended", PARTIES),
        Move("complete", ("intended",), "signed", PARTIES),
        Move(
            "refuse_by_citizen",
            ("intended",),
            "refused_by_citizen",
            (Role.APPLICANT, Role.GUARDIAN),
            True,
        ),
        Move(
            "refuse_by_customer",
            ("intended", "signed"),
            "refused_by_customer",
            (Role.EMPLOYER,),
            True,
        ),
        Move("amend", ("signed",), "signed", PARTIES, True),
        Move("suspend", ("signed",), "suspended", (Role.EMPLOYER, Role.COLLEGE)),
        Move("resume", ("suspended",), "signed", (Role.EMPLOYER, Role.COLLEGE)),
        Move(
            "terminate", ("signed", "suspended"), "terminated", (Role.EMPLOYER, Role.OFFICE), True
        ),
        Move("breach", ("signed", "suspended"), "breached", (Role.EMPLOYER, Role.OFFICE), True),
        Move("release", ("signed", "suspended"), "released", (Role.EMPLOYER, Role.OFFICE), True),
        Move("supersede", ("signed", "suspended"), "superseded", (Role.EMPLOYER,)),
        Move("fulfil", ("signed",), "fulfilled", (Role.EMPLOYER, "calendar")),
    ),
)
