from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sheber.credentials import operations as credentials
from sheber.credentials import queries
from sheber.credentials.models import Award, Recognition
from sheber.credentials.operations import NewRecognition
from sheber.kernel import clock
from sheber.mobility import operations
from sheber.mobility.models import LearningAgreement
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from sheber.web.applicant import journey
from sheber.web.applicant.forms import AskForRecognition
from sheber.web.applicant.views.reading import changed_meanwhile, reader
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.APPLICANT)
def way(request: HttpRequest) -> HttpResponse:
    """Study, leave, practice, stays abroad, awards, recognition, jobs."""
    me = reader(request)
    context = {
        "me": me,
        "steps": journey.stations(me),
        "studies": journey.studies(me),
        "abroad": journey.abroad(me),
        "earned": journey.earned(me),
        "jobs": journey.jobs(me),
        "side": "student",
    }
    return render(request, "applicant/way.html", context)


@require_POST
@needs_role(Role.APPLICANT)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign, as the student, what will be learned abroad."""
    me = reader(request)
    return sign_learning(request, me.person.pk, "student", "applicant_way")


@require_http_methods(["GET", "POST"])
@needs_role(Role.APPLICANT)
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Ask a body of the other country to recognise one's own award, for study or for work."""
    me = reader(request)
    rows = Award.objects.select_related("awarding", "programme")
    award = get_object_or_404(rows, pk=key, person=me.person)
    found = queries.bodies(award).select_related("country")
    bodies = {one.pk: one for one in sorted(found, key=_place)}

    def act(given: Given) -> str:
        body = bodies[given["body"]]
        new = NewRecognition(award, body.country_id, body, given["purpose"])
        credentials.submit(new, actor=actor(request), now=clock.now())
        return _("Your request is recorded. The body looks through the papers and decides.")

    page = Page(
        _("Ask for recognition in the other country"),
        _("Ask for recognition"),
        reverse("applicant_way"),
        _("My way"),
        lede=f"{award.programme.name}, {award.number}",
        notes=(
            _("Asked once for each purpose and country. You may appeal against the decision."),
            _("In part means: some hours count, and it is said what remains to be done."),
        ),
        styles="applicant/applicant.css",
    )
    form = AskForRecognition(**acting.data(request), bodies=bodies.values())
    return acting.ask(request, page, form, act)


@require_POST
@needs_role(Role.APPLICANT)
def appeal(request: HttpRequest) -> HttpResponse:
    """Appeal a decision on one's award, with a reason."""
    me = reader(request)
    key = request.POST.get("recognition", "")
    rows = Recognition.objects.filter(award__person=me.person)
    row = rows.filter(pk=key).first() if key.isdecimal() else None
    if row is None:
        raise Http404
    why = request.POST.get("reason", "").strip()[:500]
    credentials.appeal(row, reason=why, actor=actor(request), now=clock.now())
    messages.success(request, _("Your appeal is recorded. The body decides anew."))
    return redirect("applicant_way")


def _place(body: Organisation) -> tuple[str, bool, str]:
    """By country; its office first, then by name in the reader's language."""
    is_office = body.kind == OrganisationKind.PROGRAMME_OFFICE
    return str(body.country.name), not is_office, str(body.name)


def sign_learning(
    request: HttpRequest, person: str, side: str, view: str, *args: object
) -> HttpResponse:
    """Sign the version of a learning agreement that was shown, for one side."""
    rows = LearningAgreement.objects.filter(stay__person_id=person).select_related("stay")
    key = request.POST.get("agreement", "")
    row = rows.filter(pk=key).first() if key.isdecimal() else None
    if row is None:
        raise Http404
    if request.POST.get("content") != row.content_sha256:
        return changed_meanwhile(request, view, *args)
    operations.sign(row, side, actor=actor(request), now=clock.now())
    messages.success(request, _("Your signature is recorded."))
    return redirect(view, *args)
