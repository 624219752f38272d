from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "evidence_missing": _(
        "Every step needs evidence: name a statement of the register, or a document with its date."
    ),
    "accord_code_taken": _("The register holds %(code)s already. Take another code."),
    "statement_needs_source": _(
        "Name the source of %(code)s: who published it, when, and where in it the words stand."
    ),
    "evidence_from_the_future": _(
        "The evidence is dated %(dated)s, which has not come yet. Give the date that it bears."
    ),
    "already_two_sided": _(
        "%(code)s is stated by both sides or confirmed already; nothing is left to confirm."
    ),
    "press_is_not_a_side": _(
        "%(code)s rests on a press report only. First record, with a document, which side states "
        "it; then the other side can confirm it."
    ),
    "side_already_known": _(
        "It is known which side states %(code)s. Only what rests on a press report is attributed."
    ),
    "side_unknown": _("Name the side that states it: RU, KZ or joint, not “%(side)s”."),
    "gap_already_filled": _("This gap of %(code)s is filled with a document already."),
    "gap_needs_content": _("Say what fills the gap, in a few words, beside the document."),
    "accord_needs_document": _(
        "Name the document: nothing is filled, settled or resolved without one."
    ),
    "no_party_to_resolve": _("%(code)s has no party whose identity is open."),
    "party_needs_body": _("Name the organisations that the document shows for %(code)s."),
    "party_still_unresolved": _(
        "“%(organisation)s” is itself a body that is not established. Name the organisation that "
        "the document shows."
    ),
    "conflict_already_settled": _("The conflict %(code)s has been settled with a document."),
    "claim_of_another_conflict": _("That claim does not belong to the conflict %(code)s."),
    "project_stands_in_one_place": _(
        "%(code)s stands in one region or in one group of regions: name one of the two, or none."
    ),
    "delay_must_be_later": _(
        "A delay moves the opening to a later day than %(opens_on)s. Give the new date."
    ),
    "party_unresolved": _(
        "%(code)s has a party whose identity is open, so no programme may rest on it. A person "
        "resolves the party first, with a document."
    ),
    "commitment_ended": _(
        "%(code)s has ended or is disputed, so nothing new may rest on it. Choose another "
        "commitment, or none."
    ),
}

# What can be wrong with a record of a seed file; stands inside the refusal "seed_broken".
FAULTS = {
    "missing": _("the field “%(field)s” is missing or empty"),
    "not_a_date": _("“%(field)s” is not a whole date"),
    "unknown_code": _("“%(field)s” names “%(code)s”, which nobody knows"),
    "unknown_field": _("there is no field “%(field)s”; check its spelling"),
    "wrong_value": "“%(field)s”: %(why)s",
    "twice": _("this id stands in the file twice"),
    "status_is_not_last": _("the status is not that of the last step of the history"),
    "evidence_differs": _(
        "“evidence” and the steps of the history name different statements: %(codes)s"
    ),
    "one_claim": _("a conflict needs at least two claims"),
    "several_places": _("a project stands in one region or in one group of regions"),
    "project_has_begun": _(
        "a project of the file has the status “%(status)s”; later states need the office's act"
    ),
}
