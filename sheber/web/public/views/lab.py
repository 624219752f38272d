"""The policy lab: a campaign's study as last published, and the example as it ships."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.flows import lab as studies
from sheber.kernel import clock
from sheber.web.public import lab as pictures
from sheber.web.shared import tables
from sheber.web.shared.charts import picture
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.tables import Table

STUDY = "study.json"


def lab(request: HttpRequest) -> HttpResponse:
    """The question, the study of the programme's own campaign, and the way to the example."""
    found = studies.published(clock.now())
    context: dict[str, Any] = {"examples": studies.examples()}
    if found is None:
        return render(request, "public/lab.html", context)
    study, snapshot = found
    naming = pictures.gains_table(study)
    context |= {
        "study": study,
        "snapshot": snapshot,
        "base": pictures.policy_words(study.base),
        "seats": study.scenarios[0].counts[0].seats,
        "results": pictures.results(study),
        "naming": naming,
    }
    file = _file(request, study, [context["results"]], [naming] if naming else [])
    return file or render(request, "public/lab.html", context)


def example(request: HttpRequest, code: str) -> HttpResponse:
    """An example on its sourced method page."""
    if code not in studies.examples():
        raise Http404
    study, file = studies.example(code)
    rows = file.stated.assumption
    results = pictures.results(study)
    tornados = pictures.tornados(study, rows)
    checks = pictures.checks_table(study, file.stated.published)
    assumptions = pictures.assumptions_table(rows)
    context = {
        "study": study,
        "year": file.stated.year,
        "base": pictures.policy_words(study.base),
        "seats": file.assumed.target_seats,
        "filled": file.assumed.target_filled,
        "applicants": file.assumed.applicants,
        "share": pictures.percent(study.calibration.share) if study.calibration else "",
        "size": pictures.percent(study.scale) if study.scale != 1 else "",
        "results": results,
        "tornados": tornados,
        "checks": checks,
        "assumptions": assumptions,
        "current": study.assumptions_sha256 == file.sha256,
    }
    asked = _file(request, study, [results, *tornados], [checks, assumptions])
    return asked or render(request, "public/lab_example.html", context)


def _file(
    request: HttpRequest, study: Any, drawn: list[Picture], listed: list[Table]
) -> HttpResponse | None:
    """The study, a picture or a table as a file, if one is asked for."""
    if request.GET.get("download") == STUDY:
        name = f"sheber-lab-{study.code}.json"
        return tables.attachment(studies.as_file(study), "application/json", name)
    return picture.requested(request, drawn) or tables.requested(request, listed)
