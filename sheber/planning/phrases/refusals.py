from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "plan_without_years": _(
        "The last year %(last)s is before the first year %(first)s. Give the years in order."
    ),
    "plan_code_taken": _("There is a plan %(plan)s already. Choose another code."),
    "plan_is_empty": _("The plan %(plan)s has no seats yet. Give seats to a programme first."),
    "plan_is_solved": _(
        "The seats of the plan %(plan)s come from its solution. Fix a number with a reason and "
        "solve it again."
    ),
    "plan_is_by_hand": _("The plan %(plan)s is made by hand: there is no solution to look at."),
    "stale_approval": _(
        "The plan %(plan)s has changed since you opened it. Read what differs, then approve."
    ),
    "approved_already": _("Your office has already approved the plan %(plan)s as it stands."),
    "digest_unknown": _(
        "The plan %(plan)s was never proposed in that form. Open it again to see what it says."
    ),
    "fund_is_not_a_code": _(
        "A fund is named by a code of up to 40 Latin letters, digits and the signs “_ . : + / -”."
    ),
    "allocation_repeated": _(
        "The fund %(fund)s stands twice for one programme. Put its seats into one row."
    ),
    "allocation_without_seats": _("Give at least one seat, or leave the row out."),
    "intake_outside_the_plan": _(
        "The intake of %(year)s is not within the years of the plan %(plan)s. Choose another."
    ),
    "programme_not_approved": _(
        "The programme %(programme)s is not approved. Seats are planned for approved ones only."
    ),
    "more_than_capacity": _(
        "%(seats)s seats exceed what the provider can hold (%(maximum)s). Give fewer, or ask the "
        "provider to declare more."
    ),
    "no_whole_groups": _(
        "%(seats)s seats do not make whole groups of %(minimum)s to %(size)s people. Give none, or "
        "a number that does."
    ),
    "seats_given_twice": _(
        "Together with what is in force (%(plans)s) the programme %(programme)s would have "
        "%(seats)s seats, and the provider can hold %(maximum)s. Put the earlier plan aside on its "
        "page first, or fix fewer seats here."
    ),
    "line_not_confirmed": _(
        "The line of demand %(line)s is not confirmed, or no longer so. Take it out of the plan, "
        "or have it confirmed."
    ),
    "line_covered_twice": _("One line stands twice for the same seats. Put it into one row."),
    "occupation_not_taught": _(
        "The programme %(programme)s does not lead to the occupation %(occupation)s. Choose "
        "another line or another programme."
    ),
    "covers_nobody": _("A line is promised at least one seat, or left out."),
    "covers_more_than_seats": _(
        "The lines are promised more people than the %(seats)s seats. Lower what they are promised."
    ),
    "override_not_kept": _(
        "An office has fixed %(fixed)s seats of the programme %(programme)s, and the plan gives "
        "%(seats)s. Keep to it, or have it lifted."
    ),
    "plan_to_be_solved_again": _(
        "What offices have fixed in the plan %(plan)s has changed since it was solved. Solve it "
        "again first."
    ),
    "nothing_to_plan": _(
        "No approved programme has declared a capacity for %(first)s to %(last)s. Choose other "
        "years, or have the providers declare theirs first."
    ),
    "no_demand_to_plan_for": _(
        "No line of demand for %(first)s to %(last)s is confirmed, when these intakes graduate. "
        "Have lines confirmed first."
    ),
    "provider_without_region": _(
        "The provider %(provider)s has no region. Enter it in the registry first."
    ),
    "projection_check_failed": _(
        "Who will be where cannot be shown, since an account does not add up (%(property)s). "
        "Report this with the plan."
    ),
    "more_leave_than_work": _(
        "Who retires and who leaves are together more than all at work. Lower one of the shares."
    ),
    "count_of_the_future": _(
        "A count of %(day)s lies in the future. Give the day as of which people were counted."
    ),
    "planning_input_faulty": _("The plan cannot be made from this input. Mend it: %(faults)s."),
    "rows_clash": _(
        "No plan holds all of these together: %(rows)s. Relax at least one of them in each pair of "
        "brackets."
    ),
    "no_plan_within_limits": _(
        "No plan was found within the search that was allowed (%(stage)s). Allow a longer "
        "search, or plan fewer years at once."
    ),
    "plan_check_failed": _(
        "The plan that was found does not pass its check, and nothing was kept (%(property)s). "
        "Report this with the input."
    ),
    "solver_failed": _(
        "The solver could not answer, and nothing was kept (%(solver)s). Report this with the "
        "input."
    ),
    "plan_does_not_concern": _(
        "The plan %(plan)s is about no line of yours, and about no work or seats in your region. "
        "Choose a plan that is."
    ),
    "opinion_not_now": _(
        "At this moment nobody is asked for this opinion of the plan %(plan)s. Open the plan again "
        "to see for what it waits."
    ),
    "opinion_without_view": _(
        "Say whether your opinion is favourable, favourable with reservations, or adverse."
    ),
    "opinion_without_words": _(
        "Say in words what you have reservations about, or what you are against."
    ),
    "stale_opinion": _(
        "The plan %(plan)s has changed since you opened it. Read what differs, then say what you "
        "think of it."
    ),
    "opinion_changed_meanwhile": _(
        "This opinion was changed, withdrawn or answered meanwhile. Open the plan again."
    ),
    "adverse_opinions_unanswered": _(
        "Adverse opinions of the plan %(plan)s that nobody has answered: %(number)s. Answer each "
        "with a reason first; it does not bind you, and it stays in the log."
    ),
    "no_plan_for_the_means": _(
        "There is no plan even for the scenario of the means. Make the shocks milder."
    ),
    "no_scheduler": _(
        "No scheduler answers at %(address)s, and nothing was kept. Have it started, or have "
        "SHEBER_SCHEDULER taken out; then ask again."
    ),
    "no_address": _(
        "%(address)s is no address of a scheduler. Have SHEBER_SCHEDULER written like "
        "tcp://127.0.0.1:8786 or tls://host:8786."
    ),
    "open_address": _(
        "%(address)s is another machine, and the work is code. Have it reached by tls:// with "
        "SHEBER_SCHEDULER_CERTIFICATES."
    ),
    "no_certificates": _(
        "%(address)s is reached with certificates only. Have SHEBER_SCHEDULER_CERTIFICATES name "
        "their folder."
    ),
    "no_certificate_file": _(
        "There is no certificate %(file)s. Have it put there, or have another folder named in "
        "SHEBER_SCHEDULER_CERTIFICATES."
    ),
    "worker_killed_too_often": _(
        "A piece of the work was lost with its process more than %(times)s times, and nothing was "
        "kept. Have the processes given more memory, or ask for fewer scenarios."
    ),
    "too_many_scenarios": _("Ask for 1 to %(most)s scenarios."),
}
