from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_allowed": _("You may not do this (%(act)s). Ask the office that keeps your account."),
    "wrong_state": _(
        "This cannot be done now: %(subject)s is in the state “%(state)s”, and “%(act)s” needs "
        "another one. Open the page again to see what can be done."
    ),
    "changed_meanwhile": _(
        "This has changed since you opened it (%(subject)s). Open the page again and repeat."
    ),
    "fact_is_not_a_code": _(
        "The log takes ids, codes and numbers only; “%(key)s” is something else. Put free words "
        "into the reason."
    ),
    "installed_already": _(
        "This database is already in use (kind: %(kind)s). Choose another with --database, or "
        "remove the file to start anew."
    ),
    "missing_reason": _("Give a reason: it is kept with the act (%(act)s)."),
}
