from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.offers import queries
from sheber.offers.queries import OfferCard
from sheber.web.offers import words
from sheber.web.offers.replies import replies
from sheber.web.shared import tables
from sheber.web.shared.tables import Cell, Column, Table

FEWEST, MOST = 2, 3


def compare(request: HttpRequest) -> HttpResponse:
    """Two or three offers side by side, obligations first."""
    codes = list(dict.fromkeys(request.GET.getlist("offer")))
    rows = {row.code: row for row in queries.published().filter(code__in=codes)}
    chosen = [rows[code] for code in codes if code in rows][:MOST]
    if len(chosen) < FEWEST:
        return render(request, "offers/compare.html", {"too_many": False})
    by_code = {card.offer.code: card for card in queries.cards(chosen)}
    table = _table([by_code[row.code] for row in chosen])
    context = {
        "table": table,
        "too_many": len(codes) > MOST,
        "assumed": any(card.assumed for card in by_code.values()),
    }
    return tables.requested(request, [table]) or render(request, "offers/compare.html", context)


def _table(cards: list[OfferCard]) -> Table:
    heads = [f"{card.occupation.name}, {card.offer.code}" for card in cards]
    columns = [Column(_("Question")), *map(Column, heads)]
    answers = [replies(card) for card in cards]
    lines: list[list[object]] = [
        [_("Offer"), *map(_link, cards)],
        [_("Employer"), *map(_employer, cards)],
        [_("Study"), *(f"{card.programme.name}, {card.provider.name}" for card in cards)],
    ]
    lines += [[same[0].label, *(one.text for one in same)] for same in zip(*answers, strict=True)]
    lines += [
        [_("Length of the study"), *(words.months(card.programme.months) for card in cards)],
        [_("Rests on an assumption"), *(_("yes") if card.assumed else _("no") for card in cards)],
    ]
    return Table(_("Offers side by side"), columns, lines, "offers", stacked=True)


def _employer(card: OfferCard) -> Cell:
    return Cell(card.employer.name, reverse("organisation", args=[card.employer.code]))


def _link(card: OfferCard) -> Cell:
    code = card.offer.code
    return Cell(code, reverse("offer", args=[code]))
