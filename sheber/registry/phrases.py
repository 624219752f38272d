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
    "seed_broken": _("%(file)s, row %(row)s: %(fault)s"),
}
