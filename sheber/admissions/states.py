from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)
APPLICANT = (Role.APPLICANT,)
# An admissions office enters what came on paper or through the official channel.
HANDED_IN = (Role.APPLICANT, Role.ADMISSIONS)
ADMISSIONS = (Role.ADMISSIONS,)
CALENDAR = ("calendar", Role.OFFICE)

CAMPAIGN = Life(
    subject="admissions.campaign",
    start="prepared",
    moves=(
        Move("open", ("prepared",), "open", CALENDAR),
        Move("close", ("open",), "closed", CALENDAR),
        Move("publish", ("closed", "published"), "published", OFFICE),
        Move("end", ("published",), "ended", CALENDAR),
    ),
)

APPLICATION = Life(
    subject="admissions.application",
    start="draft",
    moves=(
        Move("submit", ("draft", "returned"), "submitted", HANDED_IN),
        Move("verify", ("submitted",), "verified", ADMISSIONS),
        Move("return", ("submitted",), "returned", ADMISSIONS, needs_reason=True),
        Move("reject", ("submitted", "verified"), "rejected", ADMISSIONS, needs_reason=True),
        Move("withdraw", ("draft", "submitted", "returned", "verified"), "withdrawn", APPLICANT),
    ),
)

# Nobody reveals before all have committed; after the first secret nothing is taken back.
LOTTERY = Life(
    subject="admissions.lottery",
    start="committing",
    moves=(
        Move("commit", ("committing",), "committing", OFFICE),
        Move("commit_last", ("committing",), "revealing", OFFICE),
        Move("reveal", ("revealing",), "revealing", OFFICE),
        Move("stand_in", ("revealing",), "revealing", OFFICE),
        Move("draw", ("revealing",), "drawn", OFFICE),
        Move("annul", ("committing", "revealing"), "annulled", OFFICE, needs_reason=True),
    ),
)

CLEARING = Life(
    subject="admissions.clearing",
    start="computed",
    moves=(
        Move("approve_partly", ("computed", "half_approved"), "half_approved", OFFICE),
        Move("approve", ("computed", "half_approved"), "approved", OFFICE),
        Move("publish", ("approved",), "published", OFFICE),
        Move(
            "supersede",
            ("computed", "half_approved", "approved", "published"),
            "superseded",
            OFFICE,
        ),
    ),
)

# A better seat of a later round takes the place of an offered one, and of a consented one
# whose holder went on wishing: then the consent is carried over.
SEAT = Life(
    subject="admissions.seat",
    start="offered",
    moves=(
        Move("consent", ("offered",), "consented", HANDED_IN),
        Move("carry_over", ("offered",), "consented", OFFICE),
        Move("enrol", ("consented",), "enrolled", (Role.COLLEGE, Role.ADMISSIONS)),
        Move("lapse", ("offered",), "lapsed", CALENDAR),
        Move("give_up", ("offered", "consented"), "given_up", APPLICANT),
        Move("refute", ("offered", "consented"), "refuted", ADMISSIONS, needs_reason=True),
        Move("supersede", ("offered", "consented"), "superseded", OFFICE),
    ),
)
