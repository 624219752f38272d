"""What waits for an office: each task with its number and where it is done."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.accords import queries as accords
from sheber.accords.models import Commitment, Conflict
from sheber.admissions.models import Campaign, Clearing
from sheber.admissions.queries import living_lottery, lottery_parties, offices_waiting
from sheber.contracts import queries as contracts
from sheber.credentials import rules as recognitions
from sheber.demand.models import Line
from sheber.flows import calendar
from sheber.kernel.access import Actor
from sheber.outcomes import queries as outcomes
from sheber.outcomes.models import Employment, EmploymentEvidence
from sheber.planning.models import Plan
from sheber.planning.queries import ASKED, approvals, for_nobody, unanswered
from sheber.programmes.models import Cluster, Programme
from sheber.web.accords.views.rules import Question, open_questions
from sheber.web.office import draws
from sheber.web.shared.work import Task

LONG = ("market", "result")


def tasks(actor: Actor, now: datetime) -> list[Task]:
    """Everything that waits for this office, what others wait for first."""
    return [task for task in _tasks(actor, now) if task.count]


def _tasks(actor: Actor, now: datetime) -> Iterator[Task]:
    today = now.date()
    for plan in _plans_for(actor):
        title = _("Approve the plan %(code)s, or take it back into work") % {"code": plan.code}
        yield Task(title, reverse("plan", args=[plan.pk]), 1, urgent=True)
    for plan in Plan.objects.filter(state__in=ASKED).defer("problem", "solution").order_by("pk"):
        title = _("Answer adverse opinions of the plan %(code)s") % {"code": plan.code}
        url = f"{reverse('plan', args=[plan.pk])}#opinions"
        yield Task(title, url, unanswered(plan).count(), urgent=True)
    for clearing in _clearings_for(actor):
        facts = {"round": clearing.round, "campaign": clearing.campaign.name}
        title = _("Approve round %(round)s of %(campaign)s") % facts
        yield Task(title, reverse("clearing", args=[clearing.pk]), 1, urgent=True)
    due = sum(one.count for one in calendar.due(now=now))
    yield Task(_("Acts that are due by their date"), reverse("office_calendar"), due, urgent=True)
    yield from _lotteries(actor, now)
    yield from _campaigns()
    lines = Line.objects.filter(state="submitted", region__country_id=actor.country)
    yield Task(
        _("Lines of demand to confirm or return"), reverse("lines_to_confirm"), lines.count()
    )
    questions = sum(_is_open(one, actor) for one in open_questions())
    yield Task(_("Rules that nobody knows, without your answer"), reverse("questions"), questions)
    yield from _register(actor)
    yield from _programmes(actor)
    late = contracts.late(today).count()
    yield Task(_("Contracts late for signing"), reverse("late_contracts"), late, urgent=True)
    yield from _disputes(actor)
    yield _idle(today)
    yield Task(
        _("Requests to recognise an award, and appeals"),
        reverse("recognitions"),
        recognitions.waiting(actor).count(),
    )
    drafts = Plan.objects.filter(state="draft").count()
    yield Task(_("Plans in work"), reverse("plans"), drafts)


def _is_open(question: Question, actor: Actor) -> bool:
    """Whether this actor's office has not answered yet."""
    return any(
        actor.acts_for(office.pk) and answer is None for office, answer, _value in question.answers
    )


def _plans_for(actor: Actor) -> list[Plan]:
    return [
        plan
        for plan in Plan.objects.filter(state="proposed").order_by("pk")
        if not any(actor.acts_for(one.office_id) for one in approvals(plan))
    ]


def _clearings_for(actor: Actor) -> list[Clearing]:
    rows = Clearing.objects.filter(state__in=("computed", "half_approved")).defer(*LONG)
    return [
        one
        for one in rows.select_related("campaign")
        if any(actor.acts_for(office.pk) for office in offices_waiting(one))
    ]


def _lotteries(actor: Actor, now: datetime) -> Iterator[Task]:
    """Draws to begin, and this office's part in those that have begun."""
    for campaign in Campaign.objects.filter(state="closed", lottery_seed=""):
        lottery = living_lottery(campaign)
        parties = lottery_parties(lottery) if lottery else []
        acts = draws.acts(campaign, lottery, parties, actor, now)
        if any(one.code != "annul" for one in acts):
            title = _("Your part in the lottery of %(campaign)s") % {"campaign": campaign.name}
            url = reverse("office_lottery", args=[campaign.pk])
            due = lottery.reveal_by if lottery else None
            yield Task(title, url, 1, due=due, urgent=True)


def _campaigns() -> Iterator[Task]:
    """Rounds that nobody has computed or published."""
    for campaign in Campaign.objects.exclude(state="ended"):
        url = reverse("campaign", args=[campaign.pk])
        name = {"campaign": campaign.name}
        if _waits_for_the_first_round(campaign):
            yield Task(_("Compute the first round of %(campaign)s") % name, url, 1)
        if Clearing.objects.filter(campaign=campaign, state="approved").exists():
            yield Task(_("Publish the approved round of %(campaign)s") % name, url, 1, urgent=True)


def _waits_for_the_first_round(campaign: Campaign) -> bool:
    closed = campaign.state == "closed" and bool(campaign.lottery_seed)
    return closed and not Clearing.objects.filter(campaign=campaign).exists()


def _idle(today: date) -> Task:
    """Approved plans whose seats stand for a line or a programme that is gone."""
    found = for_nobody(today).order_by().values("allocation__plan").distinct().count()
    title = _("Approved plans with seats for lines taken back or cut, or for suspended programmes")
    return Task(title, reverse("plans_idle"), found)


def _disputes(actor: Actor) -> Iterator[Task]:
    url, country = reverse("disputes"), actor.country
    jobs = Employment.objects.filter(state="disputed", employer__country_id=country)
    yield Task(_("Jobs that an employer disputes"), url, jobs.count())
    periods = EmploymentEvidence.objects.filter(
        state="disputed", employment__employer__country_id=country
    )
    title = _("Periods of work that an employer disputes")
    yield Task(title, f"{url}#periods", periods.count())
    reported = outcomes.own_reports(country).count()
    title = _("Jobs that people reported and no employer has confirmed")
    yield Task(title, f"{url}#reported", reported)
    waiting = outcomes.waiting_rights(country).count()
    yield Task(_("People who wait to be placed anew"), reverse("placements"), waiting)
    claims = contracts.open_claims(country).count()
    title = _("Claims for broken contracts that nobody has closed")
    yield Task(title, reverse("open_claims"), claims)


def _register(actor: Actor) -> Iterator[Task]:
    url = reverse("register")
    other = accords.unconfirmed().exclude(stated_by__in=("press", actor.country)).count()
    yield Task(_("Commitments of the other side without your word"), url, other)
    open_party = Commitment.objects.filter(unresolved_party=True).count()
    yield Task(_("Parties that are not established"), url, open_party)
    unsettled = Conflict.objects.filter(settled_with="").count()
    yield Task(_("Claims that disagree"), f"{url}#disagreements", unsettled)
    yield Task(_("Gaps that nobody has filled"), url, accords.open_gaps().count())


def _programmes(actor: Actor) -> Iterator[Task]:
    url = reverse("office_programmes")
    clusters = Cluster.objects.filter(
        country_id=actor.country, state__in=("application", "agreement")
    )
    yield Task(_("Clusters to select or to let begin"), url, clusters.count())
    programmes = Programme.objects.filter(
        cluster__country_id=actor.country, state__in=("draft", "suspended")
    )
    yield Task(_("Programmes to approve or to resume"), url, programmes.count())
