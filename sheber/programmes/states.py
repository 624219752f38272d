from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)
CLUSTER_MANAGER = (Role.CLUSTER,)

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

PROGRAMME = Life(
    subject="programmes.programme",
    start="draft",
    moves=(
        Move("approve", ("draft",), "approved", OFFICE),
        Move("suspend", ("approved",), "suspended", OFFICE, True),
        Move("resume", ("suspended",), "approved", OFFICE),
        Move("close", ("approved", "suspended"), "closed", OFFICE, True),
    ),
)
