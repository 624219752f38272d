"""What the office settles between others: contracts nobody signs, guardians who differ, jobs."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.contracts import operations as contracts
from sheber.contracts import queries as contract_queries
from sheber.contracts.models import Contract, Party, Signature
from sheber.kernel import clock, events
from sheber.outcomes import operations as outcomes
from sheber.outcomes.models import Employment, EmploymentEvidence
from sheber.registry.enums import Role
from sheber.web.auditor import history, words
from sheber.web.auditor.describe import described
from sheber.web.office.acts import Act, perform
from sheber.web.office.forms import Reason
from sheber.web.shared.actors import actor, needs_role

JOB = "outcomes.employment"
EVIDENCE = "outcomes.evidence"


class Decision(forms.Form):
    """What a guardianship authority or a court has decided."""

    document = forms.CharField(label=gettext_lazy("Decision: body, number, day"), max_length=200)
    may_sign = forms.ChoiceField(
        label=gettext_lazy("What was decided"),
        choices=(
            ("yes", gettext_lazy("the person may sign")),
            ("no", gettext_lazy("the person may not sign")),
        ),
        widget=forms.RadioSelect,
    )


@needs_role(Role.OFFICE)
def late_contracts(request: HttpRequest) -> HttpResponse:
    """Contracts whose day of signing has passed, and those between guardians who differ."""
    today = clock.now().date()
    late = list(contract_queries.late(today))
    turns = contract_queries.whose_turn(late, today)
    context = {
        "late": [(one, described(one), _who(turns[one.pk])) for one in late],
        "disagreeing": [(one, described(one)) for one in _disagreeing(today)],
    }
    return render(request, "office/contracts.html", context)


@needs_role(Role.OFFICE)
def contract(request: HttpRequest, key: int) -> HttpResponse:
    """One contract that waits: let it lapse, or settle what guardians differ about."""
    found = get_object_or_404(Contract.objects.select_related("person", "terms"), pk=key)
    acts = [
        Act(
            "lapse",
            _("Close the contract that nobody will sign"),
            _("Close"),
            lambda given, actor, now: contracts.lapse_many(
                [found], reason=given["reason"], actor=actor, now=now
            ),
            _("The contract is closed; its seat can go to somebody else in a further round."),
            make=Reason,
            danger=True,
        )
    ]
    if found in _disagreeing(clock.now().date()):
        acts.insert(0, _settling(found))
    done = perform(request, acts if found.state == "intended" else [])
    if done.way_on:
        return done.way_on
    context = {
        "contract": found,
        "words": described(found),
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "acts": done.acts,
        "history": history.lines(events.of("contracts.contract", [found.pk]), reasons=True),
    }
    return render(request, "office/contract.html", context, status=done.status)


@needs_role(Role.OFFICE)
def disputes(request: HttpRequest) -> HttpResponse:
    """Jobs and periods of work that an employer disputes, in the office's country."""
    country = actor(request).country
    jobs = Employment.objects.filter(state="disputed", employer__country_id=country)
    periods = EmploymentEvidence.objects.filter(
        state="disputed", employment__employer__country_id=country
    ).select_related("employment__employer")
    context = {
        "jobs": [(one, described(one)) for one in jobs.order_by("pk")],
        "periods": periods.order_by("pk"),
    }
    return render(request, "office/disputes.html", context)


@needs_role(Role.OFFICE)
def disputed_job(request: HttpRequest, key: int) -> HttpResponse:
    """One job: settled for the person, or for the employer."""
    found = get_object_or_404(Employment, pk=key)
    acts = [
        Act(
            "confirm",
            _("The job was held: confirm it"),
            _("Confirm"),
            lambda _given, actor, now: outcomes.confirm(found, actor=actor, now=now),
            _("The job is confirmed; its days count."),
        ),
        Act(
            "reject",
            _("There was no such job: reject it"),
            _("Reject"),
            lambda given, actor, now: outcomes.reject(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The job is rejected; none of its days count."),
            make=Reason,
            danger=True,
        ),
    ]
    done = perform(request, acts if found.state == "disputed" else [])
    if done.way_on:
        return done.way_on
    context = {
        "title": _("Disputed job") if found.state == "disputed" else _("Job"),
        "words": described(found),
        "person": found.person_id,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "acts": done.acts,
        "history": history.lines(events.of(JOB, [found.pk]), reasons=True),
    }
    return render(request, "office/dispute.html", context, status=done.status)


@needs_role(Role.OFFICE)
def disputed_period(request: HttpRequest, key: int) -> HttpResponse:
    """One period of work: settled for the person, or for the employer."""
    rows = EmploymentEvidence.objects.select_related("employment__employer")
    found = get_object_or_404(rows, pk=key)
    acts = [
        Act(
            "confirm",
            _("The period was worked: confirm it"),
            _("Confirm"),
            lambda _given, actor, now: outcomes.confirm_evidence(found, actor=actor, now=now),
            _("The period is confirmed; its days count."),
        ),
        Act(
            "reject",
            _("The period was not worked: reject it"),
            _("Reject"),
            lambda given, actor, now: outcomes.reject_evidence(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The period is rejected; none of its days count."),
            make=Reason,
            danger=True,
        ),
    ]
    done = perform(request, acts if found.state == "disputed" else [])
    if done.way_on:
        return done.way_on
    context = {
        "title": _("Disputed period of work") if found.state == "disputed" else _("Period of work"),
        "words": described(found.employment),
        "period": (found.starts_on, found.ends_on),
        "proof": f"{found.get_kind_display()}, {found.reference}",
        "person": found.employment.person_id,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "acts": done.acts,
        "history": history.lines(events.of(EVIDENCE, [found.pk]), reasons=True),
    }
    return render(request, "office/dispute.html", context, status=done.status)


def _settling(found: Contract) -> Act:
    return Act(
        "settle",
        _("Record what was decided between the guardians"),
        _("Record"),
        lambda given, actor, now: contracts.settle_guardians(
            found,
            document=given["document"],
            may_sign=given["may_sign"] == "yes",
            actor=actor,
            now=now,
        ),
        _("The decision stands beside the contract."),
        make=Decision,
        open=True,
    )


def _disagreeing(on: date) -> list[Contract]:
    """Contracts that wait because a guardian refuses, which still counts on this day."""
    refused = Signature.objects.filter(
        refused=True, settled_by="", party__role="guardian", party__contract__state="intended"
    )
    rows = Contract.objects.filter(pk__in=refused.values("party__contract"))
    found = list(rows.select_related("person", "terms__work_region").order_by("pk"))
    sides = contract_queries.sides(found, on)
    return [one for one in found if sides[one.pk].refusing_guardians]


def _who(parties: tuple[Party, ...]) -> str:
    return ", ".join(str(one.get_role_display()) for one in parties)
