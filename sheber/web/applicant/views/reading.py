"""Whose page it is; and the answer to an act on something that has changed meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sheber.kernel import clock
from sheber.kernel.access import require
from sheber.web.applicant import mine
from sheber.web.applicant.mine import Mine
from sheber.web.shared.actors import actor


def reader(request: HttpRequest) -> Mine:
    """The person who is signed in; an account of nobody has no pages of its own."""
    who = actor(request)
    require(bool(who.person), "web.own_pages")
    return mine.of(who.person, clock.now())


def changed_meanwhile(request: HttpRequest, view: str, *args: object) -> HttpResponse:
    """Back to the page: what was approved is not what stands there now."""
    messages.error(
        request, _("This has changed since you opened it. Nothing was done; look at it again.")
    )
    return redirect(view, *args)
