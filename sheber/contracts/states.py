from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

PARTIES = (Role.APPLICANT, Role.GUARDIAN, Role.EMPLOYER, Role.COLLEGE)
CITIZEN = (Role.APPLICANT, Role.GUARDIAN, Role.OFFICE)
ORGANISATIONS = (Role.EMPLOYER, Role.COLLEGE)
CUSTOMER = (Role.EMPLOYER, Role.OFFICE)
IN_FORCE = ("signed", "amended", "suspended")

# Whose turn it is. Standing (studying, working, served) is computed from dated facts.
# While a contract is *amended*, a newer version waits for signatures and the old one stands.
CONTRACT = Life(
    subject="contracts.contract",
    start="intended",
    moves=(
        Move("sign", ("intended",), "intended", PARTIES),
        Move("refuse_by_guardian", ("intended",), "intended", (Role.GUARDIAN,), True),
        Move("settle_guardians", ("intended",), "intended", (Role.OFFICE,)),
        Move("redraft", ("intended",), "intended", ORGANISATIONS, True),
        Move("complete", ("intended",), "signed", (*PARTIES, Role.OFFICE)),
        Move("refuse_by_citizen", ("intended",), "refused_by_citizen", CITIZEN, True),
        Move(
            "refuse_by_customer", ("intended", *IN_FORCE), "refused_by_customer", CUSTOMER[:1], True
        ),
        Move("lapse", ("intended",), "lapsed", (Role.OFFICE, "calendar"), True),
        Move("amend", ("signed",), "amended", PARTIES, True),
        Move("sign_amendment", ("amended",), "amended", PARTIES),
        Move("accept_amendment", ("amended",), "signed", PARTIES),
        Move("refuse_amendment", ("amended",), "signed", PARTIES, True),
        Move("suspend", ("signed", "amended"), "suspended", ORGANISATIONS),
        Move("resume", ("suspended",), "signed", (*ORGANISATIONS, "calendar")),
        Move("terminate", IN_FORCE, "terminated", CUSTOMER, True),
        Move("breach", IN_FORCE, "breached", CUSTOMER, True),
        Move("release", IN_FORCE, "released", CUSTOMER, True),
        Move("supersede", ("signed", "suspended"), "superseded", (Role.EMPLOYER,)),
        Move("fulfil", ("signed",), "fulfilled", (Role.EMPLOYER, "calendar")),
    ),
)
