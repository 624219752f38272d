import pytest

from sheber.demand import operations
from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationKind, Role
from tests.demand import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def employer_of(line):
    return registry.actor(Role.EMPLOYER, line.call.employer)


def himself():
    return registry.actor(Role.EMPLOYER, build.employer())


def test_a_line_is_submitted_and_confirmed_by_its_country():
    line = build.confirmed_line()
    line.refresh_from_db()
    assert line.state == "confirmed"
    verbs = [event.verb for event in events.of("demand.line", [line.pk])]
    assert verbs == ["demand.line.begin", "demand.line.submit", "demand.line.confirm"]


def test_a_line_is_numbered_within_its_call():
    call = build.call()
    assert [build.line(call).number_in_call for _ in range(3)] == [1, 2, 3]


def test_another_employer_cannot_submit_a_line():
    line = build.line()
    stranger = registry.actor(Role.EMPLOYER, build.employer("demo-enterprise-2"))
    with pytest.raises(Refused) as refusal:
        operations.submit(line, actor=stranger, now=NOW)
    assert refusal.value.code == "not_allowed"
    line.refresh_from_db()
    assert line.state == "draft"


def test_an_office_of_the_other_country_cannot_confirm():
    line = build.line()
    operations.submit(line, actor=employer_of(line), now=NOW)
    office = registry.organisation("demo-office-KZ", OrganisationKind.PROGRAMME_OFFICE, "KZ")
    with pytest.raises(Refused):
        operations.confirm(line, actor=registry.actor(Role.OFFICE, office), now=NOW)


def test_a_draft_line_cannot_be_confirmed():
    line = build.line()
    office = registry.organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE)
    with pytest.raises(Refused) as refusal:
        operations.confirm(line, actor=registry.actor(Role.OFFICE, office), now=NOW)
    assert refusal.value.code == "wrong_state"


def test_a_cut_lowers_the_number_and_asks_for_confirmation_again():
    line = build.confirmed_line(number=10)
    operations.cut(line, number=5, reason="A shift was dropped", actor=employer_of(line), now=NOW)
    line.refresh_from_db()
    assert (line.number, line.state) == (5, "submitted")


def test_a_cut_cannot_raise_the_number():
    line = build.confirmed_line(number=10)
    with pytest.raises(Refused) as refusal:
        operations.cut(line, number=11, reason="More", actor=employer_of(line), now=NOW)
    assert refusal.value.code == "cut_must_lower"


def test_a_withdrawal_needs_a_reason():
    line = build.confirmed_line()
    with pytest.raises(Refused) as refusal:
        operations.withdraw(line, reason="", actor=employer_of(line), now=NOW)
    assert refusal.value.code == "missing_reason"


def test_a_line_seen_in_an_old_state_is_refused():
    line = build.line()
    stale = type(line).objects.get(pk=line.pk)
    operations.submit(line, actor=employer_of(line), now=NOW)
    with pytest.raises(Refused) as refusal:
        operations.submit(stale, actor=employer_of(line), now=NOW)
    assert refusal.value.code == "changed_meanwhile"


def test_a_line_in_the_past_is_refused():
    with pytest.raises(Refused) as refusal:
        build.line(year=2025)
    assert refusal.value.code == "line_in_the_past"


def test_a_line_of_a_draft_call_is_not_submitted():
    employer = build.employer()
    actor = registry.actor(Role.EMPLOYER, employer)
    draft = operations.open_call(operations.NewCall("C-9", employer, 2026), actor=actor, now=NOW)
    line = build.line(draft)
    with pytest.raises(Refused) as refusal:
        operations.submit(line, actor=actor, now=NOW)
    assert refusal.value.code == "call_not_published"


def test_an_empty_draft_call_can_be_closed():
    row = operations.open_call(
        operations.NewCall("CALL-9", build.employer(), 2026), actor=himself(), now=NOW
    )
    assert operations.close_call(row, actor=himself(), now=NOW).state == "closed"


def test_a_call_with_lines_that_were_never_sent_is_not_closed():
    row = build.line()
    with pytest.raises(Refused) as refusal:
        operations.close_call(row.call, actor=himself(), now=NOW)
    assert refusal.value.code == "call_has_drafts"
    operations.submit(row, actor=himself(), now=NOW)
    assert operations.close_call(row.call, actor=himself(), now=NOW).state == "closed"


def test_another_employer_cannot_close_a_call():
    row = build.call()
    stranger = registry.actor(Role.EMPLOYER, build.employer("demo-enterprise-2"))
    with pytest.raises(Refused) as refusal:
        operations.close_call(row, actor=stranger, now=NOW)
    assert refusal.value.code == "not_allowed"
