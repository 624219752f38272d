from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "seat_not_taken_up": _(
        "Seat %(seat)s is in the state “%(state)s”. A contract is written out once the person has "
        "consented to the seat or is enrolled."
    ),
    "seat_without_service": _(
        "Seat %(seat)s is not on target terms, so it needs no contract with an employer."
    ),
    "terms_of_another_offer": _(
        "These terms belong to another offer than seat %(seat)s. Choose a version of the offer "
        "that the person ranked."
    ),
    "terms_not_newer": _(
        "Choose a later version of the same offer: the contract stands on version %(version)s."
    ),
    "contract_needs_guardian": _(
        "%(person)s is under 18. Name a guardian, who signs with an account of their own."
    ),
    "contract_stands_already": _(
        "Seat %(seat)s has a contract already. Open that one instead of writing out another."
    ),
    "another_customer": _(
        "%(person)s has a contract with another customer (contract %(contract)s). End that one "
        "first: nobody owes work to two customers at once."
    ),
    "prevailing_language_missing": _(
        "The terms of contract %(contract)s do not say which language prevails. Until the customer "
        "chooses one in a new version, nobody can sign."
    ),
    "contract_signed_already": _(
        "This party has signed contract %(contract)s. Nothing more is needed."
    ),
    "guardians_disagree": _(
        "A guardian has refused to sign contract %(contract)s. If the guardians do not agree, a "
        "guardianship authority or a court decides; bring its decision to the programme office."
    ),
    "of_age_decides_alone": _(
        "The citizen of contract %(contract)s is of age now and decides alone. A guardian’s word "
        "is no longer needed."
    ),
    "no_disagreement": _(
        "No guardian’s refusal stands on contract %(contract)s, so there is nothing to settle."
    ),
    "settlement_needs_document": _(
        "Name the decision of the guardianship authority or the court, with its number and date."
    ),
    "party_of_another_contract": _("This party belongs to another contract. Open its own page."),
    "scan_hash_malformed": _(
        "The scan’s hash is not one: give the SHA-256 of the file, 64 hexadecimal digits."
    ),
    "contract_day_in_future": _("%(on)s has not come yet. Give a day that has."),
    "suspension_backwards": _("A suspension ends after it starts: give a day after %(starts_on)s."),
    "suspension_overlaps": _(
        "These days meet a suspension that starts on %(starts_on)s. Resume that one first, or give "
        "days outside it."
    ),
    "superseding_contract_unfit": _(
        "Contract %(contract)s cannot take this one’s place: it must be signed, and of the same "
        "person and the same customer."
    ),
    "amount_without_formula": _(
        "Give the amount with its currency and the formula that it came from, or leave it open: "
        "the education organisation fills it in."
    ),
    "breach_priced_already": _("The amount of this breach stands already and is not changed."),
    "claim_settled_already": _(
        "The claim of contract %(contract)s was settled on %(on)s. Nothing more is asked for it."
    ),
    "claim_without_document": _(
        "Name the document by which the claim was paid or dropped, with its number and date."
    ),
}
