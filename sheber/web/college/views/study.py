"""Marks, and the end of the study: for many at once."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sheber.credentials.operations import NewAward, award_many
from sheber.flows.graduation import Graduate, graduate_many
from sheber.kernel import clock
from sheber.programmes.models import Capacity, Module
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.training import operations
from sheber.training.models import Enrolment
from sheber.training.operations import NewResult, record_results
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import AwardForm, EndForm, GraduateForm, ResultForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def results(request: HttpRequest, key: int) -> HttpResponse:
    """One mark in one module for those who got it; a mark once given stays."""
    cohort = reads.cohort_for(actor(request), key)
    rows = _studying(request, cohort)
    modules = {one.pk: one for one in Module.objects.filter(programme=cohort.programme_id)}
    missing = reads.unmarked(actor(request), clock.now().date())
    options = [
        (pk, " — ".join([words.student_name(one), *_codes(missing.get(pk, []))]))
        for pk, one in rows.items()
    ]
    form = ResultForm(
        **acting.data(request),
        options=options,
        modules=[(one.pk, f"{one.code} {one.name}") for one in modules.values()],
        initial={"dated": clock.now().date()},
    )

    def act(given: Given) -> str:
        module = modules[given["module"]]
        mark = (given["scale"], given["mark"], given["passed"], given["dated"])
        new = [NewResult(rows[pk], module, *mark) for pk in given["rows"]]
        done = record_results(new, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s mark was recorded.", "%(count)s marks were recorded.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Record results: %(cohort)s") % {"cohort": words.cohort_name(cohort)},
        _("Record the mark"),
        reverse("college_cohort", args=[key]),
        words.cohort_name(cohort),
        lede=_(
            "One mark at a time: choose who got it. Beside each person: modules not yet passed."
        ),
    )
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def graduate(request: HttpRequest, key: int) -> HttpResponse:
    """Graduate people and award the qualification in one press; where another institution
    gives the document, the study ends here and the document waits for that one."""
    cohort = reads.cohort_for(actor(request), key)
    now = clock.now()
    rows = _studying(request, cohort)
    givers = reads.awarding(cohort.programme, now.date())
    own = any(actor(request).acts_for(one.pk) for one in givers)
    found = reads.standings(list(rows.values()), now.date())
    form = (GraduateForm if own else EndForm)(
        **acting.data(request),
        options=[(one.enrolment.pk, _hours(one)) for one in found],
        initial={"on": now.date()},
    )

    def act(given: Given) -> str:
        chosen = [rows[pk] for pk in given["rows"]]
        if not own:
            end = {"on": given["on"], "reason": given["reason"]}
            operations.graduate_many(chosen, **end, actor=actor(request), now=now)
            return _("The study has ended. The document is given by the awarding institution.")
        new = [Graduate(one, cohort.provider, f"{given['series']}-{one.pk}") for one in chosen]
        return _graduated(request, new, given)

    note = _("The document is given by: %(names)s") % {
        "names": ", ".join(one.name for one in givers) or "—"
    }
    title = _("Graduate and award: %(cohort)s") if own else _("Graduate: %(cohort)s")
    page = Page(
        title % {"cohort": words.cohort_name(cohort)},
        _("Graduate and award") if own else _("Graduate"),
        reverse("college_cohort", args=[key]),
        words.cohort_name(cohort),
        lede=_("The study ends and the qualification is awarded, in one act.") if own else note,
        notes=(_("Beside each person: hours of practice done and planned."),),
    )
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def award(request: HttpRequest) -> HttpResponse:
    """Give the document to those who graduated, here or at a partner that does not award."""
    now = clock.now()
    rows = {one.pk: one for one in reads.unawarded(actor(request), now.date())}
    options = [
        (pk, f"{words.student_name(one)} — {one.capacity.provider.name}")
        for pk, one in rows.items()
    ]
    form = AwardForm(**acting.data(request), options=options, initial={"on": now.date()})

    def act(given: Given) -> str:
        giver = Organisation.objects.get(pk=reads.house(actor(request)))
        new = [
            NewAward(rows[pk], giver, f"{given['series']}-{pk}", given["on"])
            for pk in given["rows"]
        ]
        done = award_many(new, actor=actor(request), now=now)
        return _("Documents given: %(count)s.") % {"count": len(done)}

    page = Page(
        _("Give the document to graduates"),
        _("Give the documents"),
        reverse("college_home"),
        _("My cohorts"),
    )
    return acting.ask(request, page, form, act)


def _graduated(request: HttpRequest, new: list[Graduate], given: Given) -> str:
    done = graduate_many(
        new,
        on=given["on"],
        reason=given["reason"],
        teachers=actor(request),
        awarding=actor(request),
        now=clock.now(),
    )
    return ngettext(
        "%(count)s person graduated and has the document.",
        "%(count)s people graduated and have their documents.",
        len(done),
    ) % {"count": len(done)}


def _studying(request: HttpRequest, cohort: Capacity) -> dict[int, Enrolment]:
    rows = reads.students(actor(request)).filter(capacity=cohort, state="enrolled")
    return {one.pk: one for one in rows}


def _codes(missing: list[Module]) -> list[str]:
    return [", ".join(one.code for one in missing)] if missing else []


def _hours(one: reads.Standing) -> str:
    return _("%(student)s — practice: %(done)s of %(planned)s h") % {
        "student": words.student_name(one.enrolment),
        "done": words.hours(one.done),
        "planned": words.hours(one.planned),
    }
