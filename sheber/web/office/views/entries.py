"""New entries of the register, typed in by an office: each with its evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.accords import operations
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry import operations as registry
from sheber.registry.enums import Role
from sheber.web.office.entry_forms import (
    AliasEntry,
    BranchEntry,
    CommitmentEntry,
    ProjectEntry,
    StatementEntry,
)
from sheber.web.shared.actors import actor, needs_role


@dataclass(frozen=True)
class Page:
    """A form for one entry: its words, its verb, and where it stands when it is entered."""

    title: str
    about: str
    said: str
    form: Callable[..., Any]
    verb: Callable[..., Any]
    stands_at: Callable[[Any], str]


@needs_role(Role.OFFICE)
def statement(request: HttpRequest) -> HttpResponse:
    """What an office has said."""
    page = Page(
        _("Enter a statement"),
        _("What an office has said, in our own words and never copied, with the source."),
        _("The statement stands in the register."),
        StatementEntry,
        operations.enter_statement,
        lambda _row: reverse("statements"),
    )
    return _entered(request, page)


@needs_role(Role.OFFICE)
def commitment(request: HttpRequest) -> HttpResponse:
    """What follows from what was said."""
    page = Page(
        _("Enter a commitment"),
        _("It stands as mentioned, with its gaps; later steps need evidence of their own."),
        _("The commitment stands in the register; what nobody has stated shows as a gap."),
        CommitmentEntry,
        operations.enter_commitment,
        lambda row: reverse("keep_commitment", args=[row.code]),
    )
    return _entered(request, page)


@needs_role(Role.OFFICE)
def project(request: HttpRequest) -> HttpResponse:
    """A project of industry on which demand may rest."""
    page = Page(
        _("Enter a project of industry"),
        _("It stands as under discussion; its day of opening is announced with a document."),
        _("The project stands in the register; lines of demand may rest on it."),
        ProjectEntry,
        operations.enter_project,
        lambda row: reverse("keep_project", args=[row.code]),
    )
    return _entered(request, page)


@needs_role(Role.OFFICE)
def alias(request: HttpRequest) -> HttpResponse:
    """Another name of a body."""
    page = Page(
        _("Enter another name"),
        _("A name under which a source calls a body; it stands beside the body with the source."),
        _("The name stands beside the body."),
        AliasEntry,
        registry.enter_alias,
        lambda row: reverse("organisation", args=[row.organisation.code]),
    )
    return _entered(request, page)


@needs_role(Role.OFFICE)
def branch(request: HttpRequest) -> HttpResponse:
    """A branch of a university in the other country."""
    page = Page(
        _("Enter a branch of a university"),
        _("With its university, founder, place, who pays and who awards; the rest shows as open."),
        _("The branch stands in the registry."),
        BranchEntry,
        registry.enter_branch,
        lambda row: reverse("organisation", args=[row.code]),
    )
    return _entered(request, page)


def _entered(request: HttpRequest, page: Page) -> HttpResponse:
    """Show the form, or enter what was typed; a refusal stands beside the form."""
    form = page.form(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                row = page.verb(form.entry, actor=actor(request), now=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 403 if refused.code == "not_allowed" else 409
            else:
                messages.success(request, page.said)
                return redirect(page.stands_at(row))
    context = {"page": page, "form": form}
    return render(request, "office/register_new.html", context, status=status)
