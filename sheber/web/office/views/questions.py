"""Rules that nobody knows: the office answers, on a document or as an assumption."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.registry import operations
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.accords.views.rules import Question, open_questions
from sheber.web.office import forms
from sheber.web.office.acts import Act, perform
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.OFFICE)
def questions(request: HttpRequest) -> HttpResponse:
    """Every question, those without this office's answer first."""
    who = actor(request)
    rows = [
        (one, _mine(one, who.organisation), any(answer for _office, answer, _value in one.answers))
        for one in open_questions()
    ]
    rows.sort(key=lambda row: row[1] is not None)
    context = {"rows": rows, "open": sum(mine is None for _one, mine, _answered in rows)}
    return render(request, "office/questions.html", context)


@needs_role(Role.OFFICE)
def question(request: HttpRequest, country: str, code: str) -> HttpResponse:
    """One question with all answers, and a form for this office's own."""
    found = next(
        (
            one
            for one in open_questions()
            if (one.country.pk, one.shown.rule.code) == (country, code)
        ),
        None,
    )
    if found is None:
        raise Http404(code)
    office = Organisation.objects.get(pk=actor(request).organisation)
    done = perform(request, [_answer(found, office)])
    if done.way_on:
        return done.way_on
    context = {"one": found, "acts": done.acts, "mine": _mine(found, str(office.pk))}
    return render(request, "office/question.html", context, status=done.status)


def _answer(found: Question, office: Organisation) -> Act:
    act = Act(
        "answer",
        _("Answer for your office"),
        _("Record the answer"),
        lambda _given, _actor, _now: None,
        _("Your office’s answer is recorded and public."),
        make=forms.Answer,
        hint=_("A later answer takes the place of this one; earlier ones stay in the log."),
        open=True,
        to=reverse("questions"),
    )
    act.run = lambda given, actor, now: operations.answer_rule(
        country=found.country.pk,
        code=found.shown.rule.code,
        office=office,
        value=act.form.value,  # type: ignore[union-attr]
        basis=given["basis"],
        document=given["document"],
        actor=actor,
        now=now,
    )
    return act


def _mine(found: Question, organisation: str) -> object:
    """This office's answer; None while there is none."""
    return next(
        (answer for office, answer, _value in found.answers if str(office.pk) == organisation), None
    )
