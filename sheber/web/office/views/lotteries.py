"""The control room: both offices draw the lottery of a campaign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.admissions import engine_io, queries, rules
from sheber.admissions.models import Campaign, Lottery
from sheber.admissions.states import LOTTERY
from sheber.flows.telling import history, words
from sheber.kernel import clock, events
from sheber.kernel.access import require
from sheber.registry.enums import Role
from sheber.web.office import draws
from sheber.web.office.acts import perform
from sheber.web.public.draws import draw
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

READERS = (Role.OFFICE, Role.AUDITOR)


@needs_role(*READERS)
def lottery(request: HttpRequest, key: int) -> HttpResponse:
    """The draw of one campaign: whose turn it is, and what can be done."""
    campaign = get_object_or_404(Campaign, pk=key)
    found = queries.living_lottery(campaign)
    parties = queries.lottery_parties(found) if found else []
    acts = draws.acts(campaign, found, parties, actor(request), clock.now())
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    every = Lottery.objects.filter(campaign=campaign).values_list("pk", flat=True)
    context = {
        "campaign": campaign,
        **(draw(found) if found else {}),
        "state": words.state(found.state) if found else "",
        "tone": words.tone(found.state) if found else "",
        "acts": done.acts,
        "history": history.lines(events.of(LOTTERY.subject, every)),
    }
    return render(request, "office/lottery.html", context, status=done.status)


@needs_role(*READERS)
def pseudonyms(request: HttpRequest, key: int) -> HttpResponse:
    """The list that is ranked, one pseudonym a line: its hash is what offices commit to."""
    require(rules.can_read_pseudonyms(actor(request)), "admissions.lottery.read_list")
    campaign = get_object_or_404(Campaign, pk=key)
    content = engine_io.ids_text(queries.pseudonyms(campaign)).encode()
    return tables.attachment(content, "text/plain; charset=utf-8", f"ids-{campaign.year}.txt")
