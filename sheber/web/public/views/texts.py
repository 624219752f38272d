from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def sources(request: HttpRequest) -> HttpResponse:
    """Where data, outlines and type come from, and under what licence."""
    return render(request, "public/sources.html")


def about(request: HttpRequest) -> HttpResponse:
    """What Sheber is and is not, and what it does with people's data."""
    return render(request, "public/about.html")
