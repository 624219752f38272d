from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "river_is_dry": _("There is nothing to publish of %(year)s: no employer has asked for people."),
    "river_published_already": _("The river was published on this day already. Publish it later."),
    "lab_published_already": _(
        "A study of campaign %(campaign)s was published on this day already. Publish it later."
    ),
    "nothing_to_score": _(
        "Nothing that plan %(plan)s foretold has come to its day yet. Score it once the year of "
        "its lines is over."
    ),
    "scored_already": _("Plan %(plan)s was scored on this day already. Score it later."),
}
