from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.admissions.models import Offering
from sheber.kernel import clock
from sheber.offers import queries, rules
from sheber.registry.enums import Role
from sheber.registry.models import Country
from sheber.web.offers import channels, summaries
from sheber.web.offers.clauses import wordings
from sheber.web.offers.grounds import grounds
from sheber.web.offers.replies import replies
from sheber.web.offers.versions import versions
from sheber.web.shared.actors import actor
from sheber.web.shared.order import alphabetical


def offer(request: HttpRequest, code: str) -> HttpResponse:
    """One offer: every question answered or “not stated”, its history, grounds and channels."""
    row = rules.visible(actor(request)).filter(code=code).first()
    if row is None:
        raise Http404
    card = queries.card(row)
    prevailing = card.terms.prevailing_language
    offerings = channels.offerings_of(row)
    context = {
        "card": card,
        "summary": summaries.of(card),
        "replies": replies(card),
        "open_to": alphabetical(Country.objects.filter(pk__in=card.open_to)),
        "versions": versions(row),
        "grounds": grounds(card.rule_uses),
        "rank": actor(request).has_role(Role.APPLICANT) and _open(offerings),
        "offerings": [(one, channels.ways(one)) for one in offerings],
        "wordings": wordings(card.terms.clauses.order_by("pk"), prevailing),
        "prevailing": prevailing,
    }
    return render(request, "offers/offer.html", context)


def _open(offerings: list[Offering]) -> bool:
    """Whether one of these is in a campaign that takes applications now."""
    now = clock.now()
    campaigns = [one.campaign for one in offerings]
    return any(one.state == "open" and one.opens_at <= now < one.closes_at for one in campaigns)
