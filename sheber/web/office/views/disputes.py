"""What the office settles between others: contracts nobody signs, guardians who differ, jobs."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.contracts import operations as contracts
from sheber.contracts import queries as contract_queries
from sheber.contracts.models import Breach, Contract, Party, Signature
from sheber.flows import claims
from sheber.flows.telling import history, words
from sheber.flows.telling.describe import described
from sheber.kernel import clock, events
from sheber.offers.queries import rests_on_assumption
from sheber.outcomes import operations as outcomes
from sheber.outcomes import queries as outcome_queries
from sheber.outcomes.models import Employment, EmploymentEvidence
from sheber.registry.enums import Role
from sheber.web.college import sums
from sheber.web.employer import contracting
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


class ClaimClosed(forms.Form):
    """By what a claim was closed."""

    document = forms.CharField(
        label=gettext_lazy("Document: what it is, number, day"),
        max_length=200,
        help_text=gettext_lazy("A receipt, a court’s decision or an agreement. Name nobody."),
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
    """One contract: let it lapse, settle what guardians differ about, close a claim."""
    found = get_object_or_404(Contract.objects.select_related("person", "terms", "seat"), pk=key)
    breach = Breach.objects.filter(contract=found).first()
    done = perform(request, _acts(found, breach))
    if done.way_on:
        return done.way_on
    context = {
        "contract": found,
        "breach": breach,
        "owed": contracting.owed(breach) if breach else "",
        "formula": sums.formula(breach),
        "words": described(found),
        "assumed": rests_on_assumption([found.terms.offer_id]),
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "acts": done.acts,
        "history": history.lines(events.of("contracts.contract", [found.pk]), reasons=True),
    }
    return render(request, "office/contract.html", context, status=done.status)


def _acts(found: Contract, breach: Breach | None) -> list[Act]:
    """What the office can do with a contract in this state."""
    if breach is not None and breach.settled_on is None:
        return [_closing_claim(breach)]
    if found.state != "intended":
        return []
    lapse = _lapsing(found)
    return [_settling(found), lapse] if found in _disagreeing(clock.now().date()) else [lapse]


def _lapsing(found: Contract) -> Act:
    return Act(
        "lapse",
        _("Close the contract that nobody will sign"),
        _("Close"),
        lambda given, actor, now: contracts.lapse_many(
            [found], reason=given["reason"], actor=actor, now=now
        ),
        _lapsed(found.seat.state),
        hint=_after_lapse(found.seat.state),
        make=Reason,
        danger=True,
    )


def _closing_claim(breach: Breach) -> Act:
    return Act(
        "close_claim",
        _("Record that the claim was paid or dropped"),
        _("Close the claim"),
        lambda given, actor, now: claims.settle(
            breach, document=given["document"], actor=actor, now=now
        ),
        _("The claim is closed; nothing more is asked for it."),
        make=ClaimClosed,
        hint=_("An obligation that was broken with the contract is settled in the same act."),
        open=True,
    )


@needs_role(Role.OFFICE)
def open_claims(request: HttpRequest) -> HttpResponse:
    """Broken contracts of the office's country whose claim nobody has closed."""
    rows = [
        (one, described(one.contract), contracting.owed(one))
        for one in contract_queries.open_claims(actor(request).country)
    ]
    return render(request, "office/claims.html", {"rows": rows})


@needs_role(Role.OFFICE)
def disputes(request: HttpRequest) -> HttpResponse:
    """What an employer disputes or does not confirm, in the office's country."""
    country = actor(request).country
    jobs = Employment.objects.filter(state="disputed", employer__country_id=country)
    periods = EmploymentEvidence.objects.filter(
        state="disputed", employment__employer__country_id=country
    ).select_related("employment__employer")
    context = {
        "jobs": [(one, described(one)) for one in jobs.order_by("pk")],
        "periods": periods.order_by("pk"),
        "reported": [(one, described(one)) for one in outcome_queries.own_reports(country)],
    }
    return render(request, "office/disputes.html", context)


@needs_role(Role.OFFICE)
def disputed_job(request: HttpRequest, key: int) -> HttpResponse:
    """One job: settled for the person, or for the employer; confirmed by the person's paper."""
    found = get_object_or_404(Employment, pk=key)
    done = perform(request, _job_acts(found))
    if done.way_on:
        return done.way_on
    context = {
        "title": _("Disputed job") if found.state == "disputed" else _("Job"),
        "words": described(found),
        "person": found.person_id,
        "paper": found.paper,
        "paper_sha256": found.paper_sha256,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "acts": done.acts,
        "history": history.lines(events.of(JOB, [found.pk]), reasons=True),
    }
    return render(request, "office/dispute.html", context, status=done.status)


def _job_acts(found: Employment) -> list[Act]:
    """A job that is reported can be confirmed; one that is disputed be rejected as well."""
    confirm = Act(
        "confirm",
        _("The job was held: confirm it"),
        _("Confirm"),
        lambda _given, actor, now: outcomes.confirm(found, actor=actor, now=now),
        _("The job is confirmed; its days count."),
    )
    reject = Act(
        "reject",
        _("There was no such job: reject it"),
        _("Reject"),
        lambda given, actor, now: outcomes.reject(
            found, reason=given["reason"], actor=actor, now=now
        ),
        _("The job is rejected; none of its days count."),
        make=Reason,
        danger=True,
    )
    return {"reported": [confirm], "disputed": [confirm, reject]}.get(found.state, [])


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


def _after_lapse(seat: str) -> str:
    """What closing the contract means for the seat, which depends on how far it was taken up."""
    if seat == "enrolled":
        return _(
            "The person is enrolled: the seat stays taken. The institution decides whether they "
            "study on without a contract or are expelled."
        )
    if seat == "consented":
        return _(
            "The person has consented to the seat and keeps it until they give it up; only then "
            "can it go to somebody else in a further round."
        )
    return _("Nobody holds the seat any more; a further round can give it to somebody else.")


def _lapsed(seat: str) -> str:
    if seat == "enrolled":
        return _("The contract is closed. The institution has a task: expel or keep the student.")
    if seat == "consented":
        return _("The contract is closed. The person still holds the seat.")
    return _("The contract is closed; its seat can go to somebody else in a further round.")


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
