from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "rule_missing": _(
        "No rule pack of %(country)s has the rule “%(code)s” for %(on)s. Load the pack of that "
        "year, or ask the office to record the rule."
    ),
    "rule_unknown": _(
        "The rule “%(code)s” of %(country)s is not known. Each office records its answer first, "
        "with a document or as an assumption."
    ),
    "answer_needs_document": _("Name the document on which the answer rests."),
    "rule_is_known": _(
        "The rule “%(code)s” of %(country)s has a value; there is nothing to answer."
    ),
    "rule_answers_differ": _(
        "The offices answered the rule “%(code)s” of %(country)s differently. They settle it first."
    ),
    "role_does_not_fit": _(
        "Nobody acts in this role for %(organisation)s. Choose another role, or the organisation "
        "that is meant."
    ),
    "account_closed": _("The account %(username)s is closed. Open a new one."),
    "account_is_ones_own": _(
        "This is your own account. Somebody else who keeps accounts closes it."
    ),
    "identity_not_here": _("Who %(person)s is, is kept in another home store, or has been erased."),
    "registry_needs_source": _("Name the source: who says so, and when."),
    "alias_known": _("“%(alias)s” is kept for this body already."),
    "organisation_code_taken": _("The code “%(code)s” stands for another body. Take another code."),
    "branch_needs_university": _(
        "%(organisation)s is no established university: a branch belongs to one, and one awards "
        "its diplomas."
    ),
    "branch_of_the_same_country": _(
        "%(organisation)s is of the same country as this region. Enter the branch in a region of "
        "the other country."
    ),
    "seed_broken": _("%(file)s, row %(row)s: %(fault)s"),
}
