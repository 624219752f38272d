"""Claims that disagree, side by side; no value is averaged or chosen by the software."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.accords import queries


def disagreements(request: HttpRequest) -> HttpResponse:
    """Every disagreement, settled ones too."""
    return render(request, "accords/disagreements.html", {"found": queries.conflicts()})
