from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "enrolment_names_nobody": _(
        "Name the seat that the person holds, or the person and the cohort to enrol into."
    ),
    "seat_not_enrolled": _(
        "Seat %(seat)s is in the state “%(state)s”. Enrol the person on the seat first."
    ),
    "enrolled_already": _(
        "This person is enrolled already (enrolment %(enrolment)s). Open that one instead."
    ),
    "contract_attached_already": _(
        "Enrolment %(enrolment)s stands under a contract already; a seat has one."
    ),
    "contract_of_another_person": _(
        "Contract %(contract)s belongs to another person. Choose this person’s own."
    ),
    "contract_over": _(
        "Contract %(contract)s is in the state “%(state)s”: nobody studies under it any more."
    ),
    "not_studying": _(
        "Enrolment %(enrolment)s is “%(standing)s” on that day. This is for those who study."
    ),
    "before_enrolment": _("The study starts on %(starts_on)s. Give that day or a later one."),
    "before_expulsion": _("The expulsion is of %(on)s. Give that day or a later one."),
    "training_day_in_future": _("%(on)s has not come yet. Give a day that has."),
    "leave_backwards": _("A leave ends after it starts: give a day after %(starts_on)s."),
    "leaves_overlap": _("Another leave holds some of these days. End that one first."),
    "module_of_another_programme": _(
        "Module %(module)s is not a part of this person’s programme. Choose one that is."
    ),
    "practice_hours_short": _(
        "Enrolment %(enrolment)s has %(done)s hours of practice of %(planned)s planned. Confirm "
        "the missing days, or give the reason for which the person graduates all the same."
    ),
    "placement_backwards": _("A placement ends after it starts: give a day after %(starts_on)s."),
    "placements_overlap": _(
        "Enrolment %(enrolment)s would practise in two places from %(on)s on. Change the days, or "
        "call the other placement off."
    ),
    "mentor_of_another_host": _(
        "Account %(mentor)s is not a mentor of %(host)s on the first day. Choose one who is, or "
        "give the account that role."
    ),
    "placement_not_begun": _("The placement starts on %(starts_on)s. Start it on that day."),
    "placement_without_days": _(
        "No day of placement %(placement)s is confirmed. Confirm its days, or call it off."
    ),
    "day_outside_placement": _("%(day)s is not a day of this placement. Choose one that is."),
    "day_confirmed_already": _("%(day)s is confirmed already; a day is confirmed once."),
    "day_on_leave": _(
        "On %(day)s the student is on leave, so no practice is confirmed. End the leave first."
    ),
    "minutes_of_no_day": _("%(minutes)s minutes are no day of practice. Give from 1 to 1440."),
    "minutes_over_limit": _(
        "At the age of %(age)s a day of practice lasts %(limit)s minutes at most, and %(minutes)s "
        "were given (rules %(pack)s; this rule: %(mark)s). Give fewer, or ask the office."
    ),
    "work_prohibited_under_age": _(
        "At the age of %(age)s nobody may do such work: %(conditions)s (rules %(pack)s; this rule: "
        "%(mark)s). Choose another workplace, or wait until the student is of age."
    ),
    "too_young_to_practise": _(
        "The rules of %(country)s have no practice hours for the age of %(age)s. Wait, or ask the "
        "office to have the rule recorded."
    ),
}
