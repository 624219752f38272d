from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "lab_without_wishes": _(
        "In the campaign %(campaign)s nobody has a target contract to claim: there is nothing to "
        "compare. Study it once lists are verified."
    ),
    # campaign
    "campaign_dates_out_of_order": _(
        "A campaign opens, closes, waits for consents and ends, in this order. Change the dates."
    ),
    "campaign_without_wishes": _("Let people rank at least one contract."),
    "campaign_not_open": _(
        "The campaign %(campaign)s is not open for applications now. Look at its dates."
    ),
    "campaign_too_early": _(
        "It is too early for the campaign %(campaign)s: this is due at %(day)s."
    ),
    "campaign_without_pack": _(
        "The campaign has no rule pack of %(country)s. Prepare it with the pack of its year."
    ),
    "seats_without_channel": _(
        "Kinds of seats without an official channel: %(number)s. Say for each where it is applied "
        "for, then open the campaign."
    ),
    "channel_incomplete": _(
        "Seats of the kind “%(kind)s” in %(country)s are applied for elsewhere: give the deadline "
        "and the number under which they stand there."
    ),
    # lottery
    "lottery_parties_wrong": _(
        "The parties of the draw are the offices of the programme, each once and at least two. "
        "There are %(number)s: put them in their order."
    ),
    "lottery_day_outside_campaign": _(
        "The last day to reveal, %(day)s, must lie after now and before the campaign ends."
    ),
    "lottery_source_missing": _(
        "Name the public source that stands in for an office that does not reveal in time."
    ),
    "lottery_begun_already": _(
        "The campaign %(campaign)s has a lottery already. Open its page and go on there."
    ),
    "lottery_no_party": _("The office %(office)s is no party of this draw."),
    "lottery_hash_malformed": _(
        "A secret or a hash is written in 64 small hexadecimal digits, 0–9 and a–f. Copy it whole."
    ),
    "lottery_committed_already": _("Your office has committed already: that does not change."),
    "lottery_commitment_copied": _(
        "Another office has committed to exactly this. Make a secret of your own."
    ),
    "lottery_list_differs": _(
        "The list of pseudonyms has another hash than the one that was committed to. Take the "
        "list anew and compare; if it was altered, annul this draw and begin another."
    ),
    "lottery_reveal_early": _(
        "Keep the secret: offices that have not committed yet: %(number)s. It is revealed when "
        "all have."
    ),
    "lottery_too_late": _(
        "The deadline of this draw was %(day)s. Where a secret is missing the named source stands "
        "in; where a commitment is missing, annul the draw and begin another."
    ),
    "lottery_secret_differs": _(
        "This is not the secret that your office committed to. Look for the file that was made "
        "with the commitment."
    ),
    "lottery_revealed_already": _("For this office a part of the seed is there already."),
    "lottery_stand_in_incomplete": _(
        "Give the text that the source published, to the letter, and say where it can be read."
    ),
    "lottery_reveal_still_open": _("The office may still reveal its secret until %(day)s."),
    "lottery_source_too_early": _(
        "Only what the source published after the deadline, %(day)s, and before now can stand in."
    ),
    "lottery_waits": _(
        "Parts of the seed that are still missing: %(number)s. Reveal them, or after the deadline "
        "enter what the source published."
    ),
    "lottery_known_already": _(
        "A secret is known, so this draw is carried to its end: whoever began anew now could "
        "choose between two outcomes."
    ),
    "lottery_used_already": _(
        "The campaign was cleared with its lottery already. The seed does not change any more."
    ),
    "lottery_not_drawn": _("Draw the lottery of the campaign %(campaign)s first."),
    # offerings
    "offering_of_another_year": _(
        "The capacity of the offering %(offering)s is of another year. Choose one of %(year)s."
    ),
    "offering_exceeds_capacity": _(
        "The offering %(offering)s has more seats than its capacity of %(seats)s. Lower them."
    ),
    "offer_not_on_show": _("The offer %(offer)s is not published, or was taken back."),
    "offer_for_another_capacity": _(
        "The offer %(offer)s is for other seats than those of %(offering)s. Choose its offering."
    ),
    "quotas_exceed_seats": _(
        "The quotas need %(quotas)s seats, and there are %(seats)s. Lower the quotas or add seats."
    ),
    "spill_runs_backwards": _(
        "Seats of the kind “%(kind)s” would flow back to “%(to)s”, which stands before them. The "
        "rule pack must be mended."
    ),
    "fund_pool_cannot_spill": _(
        "Open seats of the offering %(offering)s are paid by a fund, so no seats flow to or from "
        "them. Leave out the quotas or the fund."
    ),
    # regional caps
    "region_needs_offerings": _(
        "Name the offerings under the cap %(cap)s, each once, in the order in which they take "
        "turns."
    ),
    "offering_outside_region": _(
        "The offering %(offering)s is taught outside of the region %(region)s. Choose another."
    ),
    "targets_over_cap": _(
        "The targets sum to %(targets)s, and the cap is %(cap)s. Lower the targets or raise the "
        "cap."
    ),
    "offering_in_two_regions": _(
        "The offering %(offering)s stands under the cap %(cap)s already. Take it out of one."
    ),
    "fund_in_region": _(
        "The pool %(pool)s is paid by the fund %(fund)s, and no theorem covers a fund inside a "
        "region. Leave the offering out of the region or take the pool from the fund."
    ),
    # list
    "list_too_long": _("Rank at most %(maximum)s contracts."),
    "ranked_twice": _("Place %(position)s repeats a contract that stands above. Remove one."),
    "offering_of_another_campaign": _("The offering %(offering)s belongs to another campaign."),
    "no_seats_on_these_terms": _(
        "The offering %(offering)s has no seats on these terms. Choose other terms."
    ),
    "offer_not_on_offering": _(
        "A target contract names an employer's offer for the offering %(offering)s. Choose one."
    ),
    "offer_closed_to_citizenship": _(
        "The offer %(offer)s is not open to citizens of %(country)s. Choose another one."
    ),
    # application
    "applied_already": _("%(person)s has an application in this campaign. Open that one."),
    "nothing_ranked": _("Rank at least one contract before you submit."),
    "terms_changed": _(
        "The offer %(offer)s was amended after you ranked it. Read its new terms and take note "
        "of them, or change your list."
    ),
    "guardian_must_agree": _(
        "%(person)s is under 18: a guardian agrees first, by an account of the guardian's own."
    ),
    "holds_a_seat": _("%(person)s holds a seat in this campaign. It is given up first."),
    # facts
    "fact_kind_unknown": _("“%(kind)s” is not something that is checked here."),
    "score_incomplete": _("A score of %(person)s needs a scale and points of 0 or more."),
    "entitlement_has_no_points": _(
        "An entitlement of %(person)s has no scale and no points: record the score apart."
    ),
    "fact_recorded_already": _(
        "This is recorded for %(person)s already (%(kind)s). Refute it first if it was wrong."
    ),
    "fact_refuted_already": _("This fact about %(person)s was refuted before."),
    "facts_closed": _(
        "The results of the campaign %(campaign)s are published: facts are only refuted now."
    ),
    "score_missing": _(
        "%(person)s ranked seats for which a score on the scale %(scale)s is needed. Record it, "
        "or return the application."
    ),
    # clearing
    "applications_unchecked": _(
        "Applications that wait to be checked: %(number)s. Verify, return or reject them first."
    ),
    "no_office_to_approve": _("There is no programme office that could approve a clearing."),
    "two_scales": _(
        "The fund %(fund)s would rank scores of different scales together (%(scales)s). Split it: "
        "scores of two countries never meet in one ranking."
    ),
    "market_refused": _(
        "This market cannot be cleared: %(fault)s (faults: %(count)s). Mend the seats and funds."
    ),
    "refill_harms": _(
        "This round would leave people worse off who hold a seat: %(number)s. It is not done; "
        "report it to those who keep the system."
    ),
    "more_confirmed_than_seats": _(
        "In the pool %(pool)s people hold confirmed seats that do not exist: %(people)s. Check "
        "what was enrolled by hand."
    ),
    "clearing_approved_already": _("Your office has approved round %(round)s already."),
    "clearing_altered": _(
        "The kept texts of round %(round)s are not the ones that were approved. Compute it again."
    ),
    "clearing_outdated": _(
        "Facts, lists or seats have changed since round %(round)s was computed. Compute it again "
        "and have it approved."
    ),
    "consent_day_missing": _("Say until when people may consent to a seat of round %(round)s."),
    "consent_day_outside_campaign": _(
        "The last day of consent, %(day)s, must lie after today and before the campaign ends."
    ),
    # what if
    "change_refused": _(
        "The change cannot be cleared: %(fault)s at %(path)s (faults: %(count)s). Correct it and "
        "ask again."
    ),
    "too_many_draws": _(
        "Of a market of this size at most %(most)s draws are made here. Ask for fewer, or download "
        "the market and use the command sheber what-if."
    ),
    "ask_about_a_round": _(
        "The campaign %(campaign)s is too large to make its market anew while you wait. Compute a "
        "round, which publishes nothing, and ask about that round."
    ),
    "round_of_another_campaign": _(
        "Round %(round)s belongs to another campaign. Choose a round of this one."
    ),
    "pack_of_another_country": _(
        "The campaign has no seats under rules of the country of %(pack)s. Choose another pack."
    ),
    # seats
    "consent_too_late": _("Consents were taken until %(day)s. The seat goes to the next round."),
    "consent_still_open": _("The person may still consent until %(day)s."),
    "outcome_decided_here": _("Seats of %(pool)s are cleared here. There is nothing to import."),
    "outcome_without_application": _(
        "For this seat of %(pool)s there is no verified application of the campaign."
    ),
}
