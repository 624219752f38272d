from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sheber.registry.enums import Certainty
from sheber.web.public import reading
from sheber.web.public.phrases import CERTAINTIES


def sources(request: HttpRequest) -> HttpResponse:
    """Where data, outlines and type come from, and under what licence."""
    pairs = [(one.label, CERTAINTIES[one]) for one in Certainty]
    return render(request, "public/sources.html", {"certainties": pairs})


def about(request: HttpRequest) -> HttpResponse:
    """What Sheber is and is not, and what it does with people's data."""
    return render(request, "public/about.html")


def clearing_rule(request: HttpRequest) -> HttpResponse:
    """How seats are given: the rule, examples by hand, and what is checked."""
    return _for_citizens(request, "clearing")


def planning_rule(request: HttpRequest) -> HttpResponse:
    """How many seats are planned, and where: the rule, examples by hand, and what is checked."""
    return _for_citizens(request, "planning")


def _for_citizens(request: HttpRequest, name: str) -> HttpResponse:
    found = reading.text(name, get_language() or "en")
    return render(request, "public/text.html", {"text": found})
