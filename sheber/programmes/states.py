from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)
CLUSTER_MANAGER = (Role.CLUSTER,)
# A programme is suspended by the office, or because a part of it is left to nobody.
OFFICE_OR_CALENDAR = (Role.OFFICE, "calendar")

CLUSTER = Life(
    subject="programmes.cluster",
    start="idea",
    moves=(
        Move("apply", ("idea",), "application", CLUSTER_MANAGER),
        Move("select", ("application",), "selected", OFFICE),
        Move("agree", ("selected",), "agreement", CLUSTER_MANAGER),
        Move("operate", ("agreement",), "operating", OFFICE),
        Move(
            "close", ("application", "selected", "agreement", "operating"), "closed", OFFICE, True
        ),
    ),
)
# A programme may be approved once its cluster's agreement is signed.
BOUND = frozenset({"agreement", "operating"})

PROGRAMME = Life(
    subject="programmes.programme",
    start="draft",
    moves=(
        Move("approve", ("draft",), "approved", OFFICE),
        Move("suspend", ("approved",), "suspended", OFFICE_OR_CALENDAR, True),
        Move("resume", ("suspended",), "approved", OFFICE),
        Move("close", ("draft", "approved", "suspended"), "closed", OFFICE, True),
    ),
)
