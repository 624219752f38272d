"""Template tags that every page has without loading them: the components of the site."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sheber.accords.enums import CommitmentState
from sheber.kernel.trilingual import KazakhStatus, reader_language
from sheber.programmes import queries
from sheber.programmes.models import Cluster, Programme
from sheber.web.shared.prevailing import OWN_WORDS, sentence
from sheber.web.shared.sources import DESCRIBED
from sheber.web.shared.tables import Table

register = template.Library()
FOLDER = "shared/components"
# How much of a date a source gives, by the number of its parts.
PRECISIONS = {2: "YEAR_MONTH_FORMAT", 3: "DATE_FORMAT"}


@register.filter
def number(value: Any) -> str:
    """A whole number or decimal, thousands apart, as the reader writes it; words stay words."""
    if isinstance(value, str):
        return value
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def day(value: Any) -> str:
    """A date in words: 1 February 2031."""
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def dated(value: str) -> str:
    """A date as a source gives it, in words: 2025-11-12, 2025-11 or 2025; else as it is."""
    parts = str(value).split("-")
    if len(parts) not in PRECISIONS:
        return str(value)
    try:
        year, month, day_of_month = map(int, [*parts, "1"][:3])
        return date_format(date(year, month, day_of_month), PRECISIONS[len(parts)])
    except ValueError:
        return str(value)


@register.filter
def cited(source: str) -> str:
    """A source as it names itself, in English; if it is only described, in the reader's words."""
    if source in DESCRIBED:
        return str(DESCRIBED[source])
    return format_html('<span lang="en">{}</span>', source)


@register.filter
def stated(value: Any) -> Any:
    """The value, or «not stated» in the style that marks a gap."""
    if value not in (None, "", [], ()):
        return value
    return format_html('<span class="not-stated">{}</span>', _("not stated"))


@register.inclusion_tag(f"{FOLDER}/chip.html")
def chip(text: Any, tone: str = "plain") -> dict[str, Any]:
    """A state in a word. Tones: plain, turn (somebody must act), done, stopped."""
    return {"text": text, "tone": tone}


@register.inclusion_tag(f"{FOLDER}/kazakh_mark.html")
def kazakh_mark(status: str) -> dict[str, Any]:
    """A mark beside a Kazakh wording that is still a draft; shown to readers of Kazakh."""
    return {"draft": status == KazakhStatus.DRAFT and reader_language() == "kk"}


@register.inclusion_tag(f"{FOLDER}/assumption.html")
def assumption(rests: Any) -> dict[str, Any]:
    """Where something rests on an office's assumption: says so and leads to the list of them."""
    return {"rests": rests}


@register.inclusion_tag(f"{FOLDER}/prevails.html")
def prevails(language: str = OWN_WORDS) -> dict[str, Any]:
    """Working translation, the … text prevails; of the site's own words without a language."""
    return {"said": sentence(language)}


@register.inclusion_tag(f"{FOLDER}/source.html")
def source(row: Any) -> dict[str, Any]:
    """Where a row's facts come from, as of when and how far they may be trusted."""
    return {"row": row}


@register.inclusion_tag(f"{FOLDER}/rests_on.html")
def rests_on(row: Programme | Cluster) -> dict[str, Any]:
    """The commitment on which a programme or cluster rests, and whether both sides say it."""
    standing = queries.rests_on(row)
    state = CommitmentState(standing.commitment.state).label if standing else ""
    return {"standing": standing, "state": state}


@register.inclusion_tag(f"{FOLDER}/field.html")
def field(bound: Any) -> dict[str, Any]:
    """A field of a form with its label, hint and errors."""
    return {"field": bound}


@register.inclusion_tag(f"{FOLDER}/form.html")
def fields(form: Any) -> dict[str, Any]:
    """All fields of a form, and before them what is wrong with the form."""
    return {"form": form}


@register.inclusion_tag(f"{FOLDER}/table.html", takes_context=True)
def table(context: Any, given: Table) -> dict[str, Any]:
    """A real table: caption, sticky head, numbers to the right, downloads."""
    return {"table": given, "request": context.get("request")}


@register.inclusion_tag(f"{FOLDER}/figure.html", takes_context=True)
def figure(context: Any, picture: Any) -> dict[str, Any]:
    """A picture with its description, its table and its downloads."""
    return {"picture": picture, "request": context.get("request")}


@register.inclusion_tag(f"{FOLDER}/pagination.html", takes_context=True)
def pagination(context: Any, page: Any) -> dict[str, Any]:
    """Links between the pages of a `django.core.paginator.Page`."""
    return {"page": page, "request": context.get("request")}


@register.inclusion_tag(f"{FOLDER}/work_list.html")
def work_list(items: Any) -> dict[str, Any]:
    """What needs doing, first things first: items with title, url, count, due, detail."""
    return {"items": items}


@register.inclusion_tag(f"{FOLDER}/timeline.html")
def timeline(steps: Any) -> dict[str, Any]:
    """Steps in time, with title, when, detail, state (done, now, ahead, stopped)."""
    return {"steps": steps}


@register.inclusion_tag(f"{FOLDER}/empty.html")
def empty(text: Any, url: str = "", action: Any = "") -> dict[str, Any]:
    """Nothing here yet, why, and what can be done."""
    return {"text": text, "url": url, "action": action}


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """This page's query string with some values changed; empty values are left out."""
    request = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else request.path
