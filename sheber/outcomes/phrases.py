from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "outcome_day_in_future": _("%(on)s has not come yet. Give a day that has."),
    "line_or_why_not": _(
        "Name the line of demand that asked for this job, or say why there is none; one of the two."
    ),
    "line_of_another_employer": _(
        "Line %(line)s belongs to another employer. Choose this employer’s own, or say why there "
        "is none."
    ),
    "job_unlike_its_line": _(
        "Line %(line)s asks for occupation %(occupation)s in region %(region)s, and the job is "
        "another. Correct the job, or report it without a line and say why."
    ),
    "award_of_another_person": _(
        "Award %(award)s belongs to another person. Choose this person’s own."
    ),
    "job_under_anothers_contract": _(
        "Contract %(contract)s belongs to another person. Choose this person’s own."
    ),
    "contract_not_in_force": _(
        "Contract %(contract)s is in the state “%(state)s”. Only a contract in force asks for "
        "work; report the job without it."
    ),
    "job_off_the_contracts_line": _(
        "Contract %(contract)s promises work on line %(line)s. Name that line; a job elsewhere is "
        "reported without the contract, unless the person has a right to be placed anew."
    ),
    "job_backwards": _("The job starts on %(starts_on)s. Give a later day for its end."),
    "worked_after_the_end": _(
        "A period of work goes beyond %(on)s. Dispute that period first, or give a later day."
    ),
    "period_backwards": _("A period of work ends after it starts: give a day after %(starts_on)s."),
    "period_outside_the_job": _(
        "These days are not all within job %(employment)s. Give days on which it lasted."
    ),
    "evidence_without_reference": _(
        "Give the number of the order or the statement that proves these days."
    ),
    "obligation_stands_already": _(
        "Contract %(contract)s has created its obligation already. Open that one instead."
    ),
    "months_beyond_the_terms": _(
        "The terms ask for %(owed)s months, and %(months)s were given. Give at least 1 and at most "
        "as many as the terms ask for."
    ),
    "days_still_owed": _(
        "Obligation %(obligation)s has %(served)s days served of %(owed)s owed. Confirm the "
        "missing periods of work, or wait until the days are served."
    ),
    "counting_not_known": _(
        "The rule “%(code)s” of %(country)s asks for “%(value)s”, a way of counting that is not "
        "known here. Ask the office to look at the rule."
    ),
    "studied_beyond_programme": _(
        "%(studied)s months of %(programme)s cannot be: give a part of the programme."
    ),
    "compensation_years_not_allowed": _(
        "The rules of %(country)s know no compensation for %(years)s years. Give a number of years "
        "that they know."
    ),
    "waits_to_be_placed": _(
        "The person of obligation %(obligation)s lost the job through no fault of their own and "
        "waits to be placed anew. Place them, or release them; this is no breach of theirs."
    ),
}
