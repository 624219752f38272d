from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "offer_asks_for_no_seat": _("Offer at least one seat."),
    "offer_exceeds_allocation": _(
        "The plan gives %(seats)s seats, and offers would take %(offered)s of them. Lower the "
        "number of seats, or withdraw another offer."
    ),
    "offer_open_to_nobody": _("Say to citizens of which countries the offer is open."),
    "offer_without_terms": _("Set the terms of the offer %(offer)s first."),
    "offer_line_not_confirmed": _(
        "The line of demand of the offer %(offer)s is not confirmed. Its region confirms it first."
    ),
    "offer_plan_not_approved": _(
        "The seats of the offer %(offer)s stand in a plan that is not approved. Both offices "
        "approve the plan first."
    ),
    "offer_forbidden_by_rule": _(
        "The rule “%(code)s” of %(country)s does not allow this offer. Change to whom it is open "
        "or where the work is."
    ),
    "offer_regime_unknown": _(
        "The rules of the country of training know no regime “%(regime)s”. Choose one that is "
        "open to this programme: %(open)s."
    ),
    "offer_regime_not_in_force": _(
        "The regime %(regime)s is not in force yet. Choose one that is open to this programme: "
        "%(open)s."
    ),
    "offer_regime_of_other_years": _(
        "The regime %(regime)s is for people admitted in other years. Choose one that is open to "
        "this programme: %(open)s."
    ),
    "offer_regime_of_other_programmes": _(
        "The regime %(regime)s is for another level or field of study. Choose one that is open to "
        "this programme: %(open)s."
    ),
    "offer_months_outside_regime": _(
        "Under %(regime)s between %(minimum)s and %(maximum)s months of work are owed; the offer "
        "says %(months)s. Change the months or the regime."
    ),
    "offer_owes_no_month": _("Say how many months of work are owed: at least one."),
    "offer_money_negative": _("An amount of money cannot be less than nothing."),
    "offer_language_unknown": _(
        "“%(language)s” cannot prevail: choose en, kk or ru, or leave it open until signing."
    ),
    "offer_answer_unknown": _("There is no question “%(question)s”. Use one of the list."),
    "offer_answer_empty": _(
        "The answer to “%(question)s” is empty in one language. Write it in all three, or leave "
        "it out: then the page says “not stated”."
    ),
    "offer_draft_would_prevail": _(
        "The Kazakh text of the clause %(clause)s is a draft and cannot prevail. Choose another "
        "language, or have the text checked first."
    ),
    "offer_clause_empty": _("Write the clause %(clause)s in all three languages."),
}
