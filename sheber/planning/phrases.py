from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "plan_is_empty": _("The plan %(plan)s has no seats yet. Give seats to a programme first."),
    "stale_approval": _(
        "The plan %(plan)s has changed since you opened it. Read what differs, then approve."
    ),
    "approved_already": _("Your office has already approved the plan %(plan)s as it stands."),
    "more_than_capacity": _(
        "%(seats)s seats exceed what the provider can hold (%(maximum)s). Give fewer, or ask the "
        "provider to declare more."
    ),
    "less_than_a_group": _(
        "%(seats)s seats are fewer than the smallest group (%(minimum)s). Give none, or at least "
        "that many."
    ),
    "covers_more_than_seats": _(
        "The lines are promised more people than the %(seats)s seats. Lower what they are promised."
    ),
}
