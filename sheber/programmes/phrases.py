from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "cluster_needs_sector": _("An industrial cluster belongs to a sector: name it."),
    "cluster_region_unknown": _("There is no region %(region)s. Take a code of the registry."),
    "cluster_closed": _("The cluster %(cluster)s is closed. Nothing is added to it."),
    "cluster_incomplete": _(
        "The cluster %(cluster)s cannot apply yet: nobody has the role %(roles)s. Add these "
        "members first."
    ),
    "cluster_agreement_missing": _(
        "Name the agreement that the members of %(cluster)s signed, with its date."
    ),
    "cluster_not_agreed": _(
        "The members of %(cluster)s have not signed their agreement yet; its programmes are "
        "approved after that."
    ),
    "body_not_established": _(
        "It is not established which body “%(organisation)s” is, so it can take no part. The "
        "office resolves it with a document first."
    ),
    "already_a_member": _(
        "%(organisation)s has this role (%(role)s) in the cluster already. End it first."
    ),
    "already_a_partner": _(
        "%(organisation)s has this role (%(role)s) in the programme already. End it first."
    ),
    "part_ends_before_it_starts": _(
        "This part began on %(valid_from)s and cannot end on %(on)s. Give a later day."
    ),
    "part_has_ended": _("This part ended on %(on)s already."),
    "money_needs_document": _("Name the document of this amount: order, agreement or payment."),
    "money_not_positive": _("An amount of money is more than nothing."),
    "money_currency_unknown": _(
        "%(currency)s is no currency of the programme. Enter the amount in the payer's currency."
    ),
    "money_needs_payer": _("Say which employer this money is from."),
    "money_reversed_already": _("This line has been reversed already, or reverses another one."),
    "programme_lasts_no_time": _("A programme lasts at least a week: give months or weeks."),
    "programme_month_wrong": _("Give the month of the start as a number from 1 to 12."),
    "practice_share_wrong": _(
        "The practice share %(numerator)s/%(denominator)s is no part of a whole. Give the hours "
        "of practice and the hours that they are a part of."
    ),
    "programme_closed": _("The programme %(programme)s is closed. Nothing is added to it."),
    "programme_not_draft": _(
        "The curriculum of %(programme)s was approved. Changes need a new programme."
    ),
    "module_without_hours": _("The module %(module)s has no hours. Give at least one."),
    "programme_without_modules": _("%(programme)s has no modules. Enter the curriculum first."),
    "practice_share_disagrees": _(
        "%(programme)s declares %(numerator)s of %(denominator)s hours as practice, but its "
        "modules give %(found)s of %(of)s. Correct the declaration or the modules."
    ),
    "programme_uncovered": _(
        "Nobody has this part in %(programme)s: %(roles)s. Add a partner for it first."
    ),
    "programme_of_one_country": _(
        "%(programme)s is a joint programme, but all its partners are of one country. Add a "
        "partner of the other one."
    ),
    "not_a_partner": _("%(organisation)s has no part in %(programme)s that could end."),
    "departure_needs_reason": _("Say why the partner leaves: it is kept with the act."),
    "provider_does_not_deliver": _(
        "%(organisation)s does not deliver %(programme)s when the intake of %(year)s starts. Add "
        "it as a partner who delivers first."
    ),
    "capacity_in_the_past": _("The intake of %(year)s has passed. Declare a coming one."),
    "resource_in_the_past": _("The year %(year)s has passed. Declare a coming one."),
    "group_size_wrong": _(
        "A group has at least one place, and the smallest group is not larger than a group."
    ),
}

# The reason that the calendar gives when it suspends a programme.
LEFT_TO_NOBODY = _("A needed part of the programme is left to nobody.")
