from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # what programs ask
    "not_signed_in": _("Sign in first: a program carries the session of an account."),
    "not_found": _("There is no %(what)s “%(code)s” here. Correct it."),
    "request_malformed": _("The request cannot be read at “%(field)s”. Known here are: %(known)s."),
    "person_needs_guardian": _(
        "Under 18 (%(years)s) nobody applies or signs alone: enter a guardian, too."
    ),
    "guardian_under_age": _("A guardian is of age. Check the day of birth."),
    "unknown_stage": _("There is no stage “%(given)s” in the demo. It knows: %(known)s."),
    "seed_out_of_range": _(
        "The seed %(given)s is no whole number from 0 to %(most)s. Give another."
    ),
    "another_demo": _(
        "Another demo stands in this database: size %(size)s, seed %(seed)s, built up to "
        "%(stage)s. Asked for was: size %(asked_size)s, seed %(asked_seed)s, up to "
        "%(asked_stage)s. Add --anew to replace it, or choose another file with --database."
    ),
    "demo_on_a_server": _(
        "A demo on a server is not removed by this command. Empty the database yourself, then "
        "build the demo again."
    ),
    "demo_not_removed": _(
        "Only the file of a demo is ever removed, and %(database)s is none: it is left alone. "
        "Choose another with --database."
    ),
    "lab_unknown_campaign": _(
        "There is no campaign “%(code)s” in this database. Give the code of one that there is."
    ),
    "lab_too_small": _(
        "The campaign %(campaign)s has fewer than %(least)s target seats. Its study is for the "
        "offices alone: write it to a file with -o."
    ),
    "lab_no_campaign": _(
        "Nobody has ranked anything in this database yet, so there is no market to study. Study "
        "the example instead: sheber lab --example 2025."
    ),
    "nothing_to_trace": _(
        "There is no job to trace yet. Build the demo to its end, or confirm a first job."
    ),
    "not_a_reference": _("“%(given)s” is not a reference. Give one like employment:12 or line:3."),
    "no_such_row": _("There is no %(given)s in this database."),
    "nothing_owed_any_more": _(
        "Under obligation %(obligation)s no day is owed any more: nothing is broken. End the job, "
        "and fulfil the obligation."
    ),
    "job_of_another_contract": _(
        "Job %(job)s does not serve contract %(contract)s. Choose the job that does."
    ),
    "job_reported_already": _(
        "A job of %(person)s at this employer is on record and has not ended. Open that one "
        "instead of reporting another."
    ),
    "nothing_ends_with_firm": _(
        "Nobody works at %(firm)s by a confirmed job, and no contract with it is in force: there "
        "is nothing to end."
    ),
    "contract_not_refused": _(
        "Enrolment %(enrolment)s has no contract that was refused or not signed in time: there is "
        "nothing to decide."
    ),
    # one's own name is erased
    "erasure_application_runs": _(
        "Your application takes part in a campaign that has not ended. Take it back first, or wait "
        "until the campaign ends."
    ),
    "erasure_seat_held": _("You hold a seat. Give it up first."),
    "erasure_study_runs": _("You are studying. Your name is needed until you have left the study."),
    "erasure_contract_stands": _(
        "A contract of yours stands. Your name is needed until it is fulfilled or ended."
    ),
    "erasure_obligation_runs": _(
        "You owe time of work. Your name is needed until the obligation is served or you are "
        "released."
    ),
    "erasure_legal_hold": _(
        "A broken contract of yours is not settled. Your name is kept until the claim is closed."
    ),
    "erasure_work_disputed": _(
        "A job of yours is disputed. Your name is needed until an office has decided."
    ),
    "erasure_evidence_disputed": _(
        "A period of your work is disputed. Your name is needed until an office has decided."
    ),
    "erasure_guards_somebody": _(
        "You answer for somebody under 18. Your name is needed until they are of age, or until an "
        "office has entered another guardian."
    ),
}

# What the calendar does, by the code of the act: said of what is due and of what was done.
CALENDAR_ACTS = {
    "suspend_programmes": _("Suspend programmes of which a part is left to nobody"),
    "freeze_offers": _("Freeze published offers: the day of offers has passed"),
    "expire_offers": _("Close draft offers that were not published by the day of offers"),
    "open_campaigns": _("Open campaigns whose day has come"),
    "close_campaigns": _("Close campaigns whose lists are due"),
    "lapse_seats": _("Take back seats whose day of consent has passed"),
    "end_campaigns": _("End campaigns whose last day has passed"),
    "resume_contracts": _("Resume contracts whose suspension is over"),
    "fulfil_obligations": _("Close obligations that are served to the last day"),
    "close_contracts": _("Close contracts whose obligation is fulfilled"),
    "erase_files": _("Erase the words of uploaded files that were kept long enough"),
}
