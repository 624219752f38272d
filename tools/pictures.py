"""Draw every screen: light and dark, narrow and wide, in three languages, and a contact sheet.

Usage: python tools/pictures.py [--database PATH_OR_URL] [--out FOLDER] [--only TEXT] [--quick]

Takes what stands in the database (make the demo first) and changes nothing in it but sessions.
Every entry of the menu is drawn for everybody and for each role that has a demo account; pages
that need an id stand in `DEEP`, one line each. `--only` keeps the screens whose name contains the
text; `--quick` takes each of them once in each language.
"""

import argparse
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
THEMES, WIDTHS, LANGUAGES = ("light", "dark"), (1280, 320), ("en", "ru", "kk")
TALLEST = 2600
SHEET_STYLE = """
body{font:14px sans-serif;margin:16px;background:#ddd}h2{margin:24px 0 6px}
div{display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start}
img{height:230px;width:auto;max-width:410px;object-fit:cover;
  object-position:top;border:1px solid #999}
"""


@dataclass(frozen=True)
class Screen:
    """A page to draw: whose it is, the name of its URL, its arguments, who looks at it."""

    audience: str
    view: str
    arguments: tuple[Any, ...] = ()
    username: str = ""
    query: str = ""

    @property
    def name(self) -> str:
        return "-".join([self.audience, self.view, *map(str, self.arguments)])


@dataclass(frozen=True)
class Deep:
    """A page that needs an id, asked for when the database is open; None leaves the page out."""

    view: str
    role: str = ""
    identify: Callable[[], Any] = lambda: None
    query: Callable[[], str] = lambda: ""


def _first(label: str, order: str = "pk", /, **where: Any) -> Callable[[], Any]:
    """The key of the first row of a model for which this holds."""

    def identify() -> Any:
        from django.apps import apps

        rows = apps.get_model(label)._default_manager.filter(**where)
        return rows.order_by(order).values_list("pk", flat=True).first()

    return identify


def _own(role: str, label: str, owner: str, **where: Any) -> Callable[[], Any]:
    """The same among the rows of the organisation for which the account of this role acts."""

    def identify() -> Any:
        from sheber.registry.models import Membership

        username = _accounts_by_role().get(role, "")
        held = Membership.objects.filter(account__username=username, role=role)
        body = held.order_by("pk").values_list("organisation", flat=True).first()
        return _first(label, **{owner: body}, **where)()

    return identify


def _asked(role: str) -> Callable[[], Any]:
    """The first plan that waits for the opinion of the body for which this account acts."""

    def identify() -> Any:
        from sheber.planning.queries import waiting_for
        from sheber.registry.models import Membership

        username = _accounts_by_role().get(role, "")
        held = Membership.objects.filter(account__username=username, role=role).order_by("pk")
        body = held.select_related("organisation").first()
        waiting = waiting_for(body.organisation) if body and body.organisation else []
        return waiting[0].pk if waiting else None

    return identify


def _of_person(role: str, what: str) -> Callable[[], Any]:
    """The first `contract`, `award` or `ward` of the person whose account of this role is drawn."""

    def identify() -> Any:
        from sheber.contracts.models import Party
        from sheber.credentials.models import Award
        from sheber.registry.identity.models import Guardianship
        from sheber.registry.models import Account

        username = _accounts_by_role().get(role, "")
        person = Account.objects.filter(username=username).values("person")
        rows = {
            "contract": Party.objects.filter(person__in=person).values_list("contract", flat=True),
            "award": Award.objects.filter(person__in=person).values_list("pk", flat=True),
            "ward": Guardianship.objects.filter(guardian__in=person).values_list("ward", flat=True),
        }
        return rows[what].order_by("pk").first()

    return identify


def _published_round() -> tuple[int, int] | None:
    from sheber.admissions.queries import public_editions

    found = public_editions().first()
    return (found.clearing.campaign.year, found.clearing.round) if found else None


def _first_offer() -> Any:
    from sheber.offers.queries import published

    return published().values_list("code", flat=True).first()


def _three_offers() -> str:
    from sheber.offers.queries import published

    codes = published().values_list("code", flat=True)[:3]
    return "?" + "&".join(f"offer={code}" for code in codes)


def _somebody() -> Any:
    from sheber.outcomes.models import Employment

    return Employment.objects.order_by("pk").values_list("person", flat=True).first()


def _year_asked() -> Any:
    from sheber.demand.models import Line

    return Line.objects.order_by("year").values_list("call__year", flat=True).first()


def _empty_pool() -> Any:
    from sheber.admissions.models import Clearing, Pool

    clearing = Clearing.objects.order_by("pk").first()
    pool = clearing and Pool.objects.filter(offering__campaign=clearing.campaign_id).first()
    return (clearing.pk, pool.pk) if clearing and pool else None


def _applied() -> str:
    from sheber.admissions.models import Clearing, Seat

    seats = Seat.objects.filter(clearing=Clearing.objects.order_by("pk").first())
    seat = seats.order_by("-contract__position").first()
    return f"?person={seat.person_id}" if seat else ""


def _two_plans() -> Any:
    from sheber.planning.models import Plan

    solved = Plan.objects.filter(made_by_hand=False).order_by("pk").last()
    rows = Plan.objects.filter(made_by_hand=True, state="approved").order_by("-pk")
    other = (solved and rows.filter(first_year=solved.first_year).first()) or rows.first()
    return (solved.pk, other.pk) if solved and other else None


def _plan_solved_again() -> Any:
    from sheber.planning.models import Plan

    return Plan.objects.exclude(before={}).order_by("pk").values_list("pk", flat=True).first()


def _seats_of_a_plan() -> Any:
    plan = _first("planning.Plan")()
    return (plan, "seats") if plan else None


def _solved_plan() -> Any:
    from sheber.planning.models import Plan

    found = Plan.objects.filter(made_by_hand=False).order_by("pk")
    return found.values_list("pk", flat=True).last()


def _demo_project() -> Any:
    from sheber.accords.models import Project

    return Project.objects.filter(demo=True).values_list("code", flat=True).first()


def _question() -> Any:
    from sheber.web.accords.views.rules import open_questions

    return next(((one.country.pk, one.shown.rule.code) for one in open_questions()), None)


# One line for each page that no menu leads to. An audience adds its own.
DEEP: tuple[Deep, ...] = (
    Deep("region", identify=lambda: "KZ-10"),
    Deep("region", identify=lambda: "RU-ORE"),
    Deep("organisation", identify=lambda: "kz-branch-csu-kostanay"),
    Deep("sources", identify=tuple),
    Deep("about", identify=tuple),
    Deep("clearing_rule", identify=tuple),
    Deep("planning_rule", identify=tuple),
    Deep("published_rounds", identify=tuple),
    Deep("published_round", identify=_published_round),
    Deep("lab_example", identify=lambda: "2025"),
    Deep("offer", identify=_first_offer),
    Deep("offers_compare", identify=tuple, query=_three_offers),
    Deep("commitment", identify=lambda: "C-01"),
    Deep("commitment", identify=lambda: "C-07"),
    Deep("projects", identify=tuple),
    Deep("project", identify=lambda: "P-CHEMISTRY"),
    Deep("project", identify=_demo_project),
    Deep("statements", identify=tuple),
    Deep("disagreements", identify=tuple),
    Deep("rule_pack", identify=lambda: "KZ-2025"),
    Deep("open_questions", identify=tuple),
    Deep("applicant_receipt", "applicant", tuple),
    Deep("applicant_begun", "applicant", tuple),
    Deep("applicant_contract", "applicant", _of_person("applicant", "contract")),
    Deep("applicant_recognition", "applicant", _of_person("applicant", "award")),
    Deep("guardian_child", "guardian", _of_person("guardian", "ward")),
    Deep("guardian_contract", "guardian", _of_person("guardian", "contract")),
    Deep("employer_line_new", "employer", tuple),
    Deep("employer_line", "employer", _own("employer", "demand.Line", "call__employer")),
    Deep("employer_line_cost", "employer", _own("employer", "demand.Line", "call__employer")),
    Deep("employer_line_cut", "employer", _own("employer", "demand.Line", "call__employer")),
    Deep("employer_line_withdraw", "employer", _own("employer", "demand.Line", "call__employer")),
    Deep("employer_call", "employer", _own("employer", "demand.Call", "employer")),
    Deep("employer_offer", "employer", _own("employer", "offers.Offer", "line__call__employer")),
    Deep(
        "employer_offer_withdraw",
        "employer",
        _own("employer", "offers.Offer", "line__call__employer"),
    ),
    Deep(
        "employer_offer_terms",
        "employer",
        _own("employer", "offers.Offer", "line__call__employer", state="draft"),
    ),
    Deep(
        "employer_offer_publish",
        "employer",
        _own("employer", "offers.Offer", "line__call__employer", state="draft"),
    ),
    Deep(
        "employer_offer_amend",
        "employer",
        _own("employer", "offers.Offer", "line__call__employer", state="published"),
    ),
    Deep(
        "employer_contract",
        "employer",
        _own("employer", "contracts.Contract", "terms__offer__line__call__employer"),
    ),
    *(
        Deep(
            view,
            "employer",
            _own(
                "employer",
                "contracts.Contract",
                "terms__offer__line__call__employer",
                state="signed",
            ),
        )
        for view in ("employer_contract_newer", "employer_contract_terms")
    ),
    Deep("employer_contracts_sign", "employer", tuple),
    Deep("employer_work_report", "employer", tuple),
    Deep("employer_work_newcomer", "employer", tuple),
    Deep("employer_job", "employer", _own("employer", "outcomes.Employment", "employer")),
    Deep("employer_job_prove", "employer", _own("employer", "outcomes.Employment", "employer")),
    Deep(
        "employer_obligation",
        "employer",
        _own("employer", "outcomes.Obligation", "contract__terms__offer__line__call__employer"),
    ),
    Deep("college_cohort", "college", _own("college", "programmes.Capacity", "provider")),
    Deep("college_results", "college", _own("college", "programmes.Capacity", "provider")),
    Deep("college_practice", "college", _own("college", "programmes.Capacity", "provider")),
    Deep("college_graduation", "college", _own("college", "programmes.Capacity", "provider")),
    Deep("college_student", "college", _own("college", "training.Enrolment", "capacity__provider")),
    Deep(
        "college_nominate", "college", _own("college", "training.Enrolment", "capacity__provider")
    ),
    Deep(
        "college_breach",
        "college",
        _own(
            "college",
            "contracts.Breach",
            "contract__seat__pool__offering__capacity__provider",
            amount_minor=None,
        ),
    ),
    Deep("college_award_revoke", "college", _own("college", "credentials.Award", "awarding")),
    Deep("college_agreement", "college", tuple),
    Deep("employer_stay", "employer", _own("employer", "mobility.Stay", "home")),
    Deep("employer_stay", "employer", _own("employer", "mobility.Stay", "host")),
    Deep("employer_second", "employer", tuple),
    Deep("employer_agreement", "employer", tuple),
    Deep("employer_learning_sign", "employer", tuple),
    Deep("college_stay", "college", _own("college", "mobility.Stay", "home")),
    Deep("college_stay", "college", _own("college", "mobility.Stay", "host")),
    Deep(
        "admissions_application",
        "admissions",
        _first("admissions.Application", person__home_region__country="RU"),
    ),
    Deep(
        "admissions_record",
        "admissions",
        _first("admissions.Application", person__home_region__country="RU"),
    ),
    Deep("cluster_passport", "cluster", _own("cluster", "programmes.Cluster", "manager")),
    Deep("cluster_ledger", "cluster", _own("cluster", "programmes.Cluster", "manager")),
    Deep("cluster_money", "cluster", _own("cluster", "programmes.Cluster", "manager")),
    Deep("cluster_member", "cluster", _own("cluster", "programmes.Cluster", "manager")),
    Deep(
        "cluster_programme", "cluster", _own("cluster", "programmes.Programme", "cluster__manager")
    ),
    Deep(
        "cluster_partner_add",
        "cluster",
        _own("cluster", "programmes.Programme", "cluster__manager"),
    ),
    Deep("office_year", "office", _year_asked),
    Deep("office_rows", "office", lambda: (_year_asked(), "asked")),
    Deep("office_rows", "office", lambda: (_year_asked(), "at_work")),
    Deep("plan", "office", _first("planning.Plan")),
    Deep("plan_rows", "office", _seats_of_a_plan),
    Deep("plan", "office", _solved_plan),
    Deep("plan_prices", "office", _solved_plan),
    Deep("plan_since", "office", _plan_solved_again),
    Deep("plan_outcome", "office", _first("planning.Plan")),
    Deep("plan_outcome", "office", _first("planning.Plan", state="draft")),
    Deep("foretold", "office", tuple),
    Deep("plan", "office", _first("planning.Plan", state="proposed")),
    Deep("plan_scenarios", "office", _solved_plan),
    Deep("plan_files", "office", _first("planning.Plan", state="draft")),
    Deep("opinion", "employer", _asked("employer")),
    Deep("opinion", "region", _asked("region")),
    Deep("plan_people", "office", _solved_plan),
    Deep("plan_demand", "office", tuple),
    Deep("plan_demand_rows", "office", lambda: "asked"),
    Deep("plan_begin", "office", tuple),
    Deep("plan_search", "office", _first("kernel.Job", kind="planning.plan.draft")),
    Deep("plan_difference", "office", _two_plans),
    Deep("campaign", "office", _first("admissions.Campaign")),
    Deep("empty_seats", "office", _first("admissions.Clearing"), lambda: "?kind=all"),
    Deep("empty_pool", "office", _empty_pool),
    Deep("explained", "office", _first("admissions.Clearing"), _applied),
    Deep("what_if", "office", _first("admissions.Campaign")),
    Deep("clearing", "office", _first("admissions.Clearing", "-pk")),
    Deep("office_lottery", "office", _first("admissions.Campaign")),
    Deep("lotteries", identify=tuple),
    Deep("lottery", "applicant", lambda: 2026),
    Deep("question", "office", _question),
    Deep("keep_commitment", "office", lambda: "C-01"),
    Deep("keep_project", "office", lambda: "P-CHEMISTRY"),
    Deep("keep_project", "office", _demo_project),
    Deep("keep_conflict", "office", _first("accords.Conflict")),
    Deep("enter_statement", "office", tuple),
    Deep("enter_commitment", "office", tuple),
    Deep("enter_project", "office", tuple),
    Deep("enter_branch", "office", tuple),
    Deep("enter_alias", "office", tuple),
    Deep("office_cluster", "office", _first("programmes.Cluster")),
    Deep("office_programme", "office", _first("programmes.Programme")),
    Deep("office_calendar", "office", tuple),
    Deep("plans_idle", "office", tuple),
    Deep("late_contracts", "office", tuple),
    Deep("office_contract", "office", _first("contracts.Contract")),
    Deep("open_claims", "office", tuple),
    Deep("placements", "office", tuple),
    Deep("placement", "office", _first("outcomes.PlacementRight", placed_on=None)),
    Deep("firm_closed", "office", tuple),
    Deep("recognition", "office", _own("office", "credentials.Recognition", "body")),
    Deep(
        "recognition", "office", _own("office", "credentials.Recognition", "body", state="complete")
    ),
    Deep(
        "recognition",
        "office",
        _own("office", "credentials.Recognition", "body", outcome="partial"),
    ),
    Deep("recognition", "college", _own("college", "credentials.Recognition", "body")),
    Deep("disputes", "office", tuple),
    Deep("disputed_job", "office", _first("outcomes.Employment", employer__country="KZ")),
    Deep(
        "disputed_period",
        "office",
        _first("outcomes.EmploymentEvidence", employment__employer__country="KZ"),
    ),
    Deep("lines_to_confirm", "office", tuple),
    Deep("line_return", "region", _first("demand.Line", state="submitted")),
    Deep("trace_jobs", "auditor", tuple),
    Deep("trace_job", "auditor", _first("outcomes.Employment")),
    Deep("trace_line", "auditor", _first("demand.Line")),
    Deep("disclose_name", "auditor", _somebody),
    Deep("own_data_one", "office", lambda: "organisations"),
    Deep("guardian_enter", "admissions", tuple),
)
WITHOUT_ID = ("home", "sign_in")


def main() -> int:
    given = _arguments()
    if given.database:
        os.environ["SHEBER_DATABASE"] = given.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sheber.settings")
    # Playwright keeps a loop running in this thread, in which Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    import django

    django.setup()
    from sheber.kernel.catalogues import compile_stale

    compile_stale()
    wanted = [one for one in screens() if given.only in one.name]
    if not wanted:
        sys.stderr.write(f"No screen has “{given.only}” in its name.\n")
        return 2
    given.out.mkdir(parents=True, exist_ok=True)
    taken = take(wanted, given.out, quick=given.quick)
    sys.stdout.write(f"{taken} pictures in {given.out}; open index.html there\n")
    return 0


def screens() -> list[Screen]:
    """Everything to draw, audience by audience."""
    from sheber.web.shared.navigation import entries

    everywhere = list(entries())
    found = [Screen("public", view) for view in WITHOUT_ID]
    found += [Screen("public", entry.view) for entry in everywhere if not entry.roles]
    people = _accounts_by_role()
    for role, username in people.items():
        found += [
            Screen(role, entry.view, username=username)
            for entry in everywhere
            if role in entry.roles
        ]
    for deep in DEEP:
        key = deep.identify()
        if key is not None and (not deep.role or deep.role in people):
            keys = key if isinstance(key, tuple) else (key,)
            who = people.get(deep.role, "")
            found.append(Screen(deep.role or "public", deep.view, keys, who, deep.query()))
    return sorted(found, key=lambda one: (one.audience != "public", one.audience))


def take(wanted: list[Screen], out: Path, *, quick: bool) -> int:
    """Serve the site on a free port, draw every screen, write the contact sheets."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import launch

    ways = [("light", 1280)] if quick else list(product(THEMES, WIDTHS))
    taken = 0
    with Site() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for theme, width in ways:
            taken += sum(_draw(browser, address, one, theme, width, out) for one in wanted)
        _contact_sheets(browser, wanted, out)
        browser.close()
    return taken


def _draw(browser: Any, address: str, screen: Screen, theme: str, width: int, out: Path) -> int:
    from django.urls import reverse
    from django.utils import translation

    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    if screen.username:
        context.add_cookies([_session(screen.username, address)])
    page = context.new_page()
    for language in LANGUAGES:
        with translation.override(language):
            path = reverse(screen.view, args=screen.arguments)
        response = page.goto(f"{address}{path}{screen.query}")
        if response is None or response.status >= 400:
            status = response.status if response else "no answer"
            sys.stderr.write(f"{screen.name} {language}: {status}\n")
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": max(800, height)})
        page.screenshot(path=out / f"{screen.name}.{language}.{theme}.{width}.png")
        page.set_viewport_size({"width": width, "height": 800})
    context.close()
    return len(LANGUAGES)


def _session(username: str, address: str) -> dict[str, str]:
    """A cookie that signs this account in, as if it had given its password."""
    from django.conf import settings
    from django.test import Client

    from sheber.registry.models import Account

    client = Client()
    client.force_login(Account.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def _accounts_by_role() -> dict[str, str]:
    """For each role the demo account that holds it with the fewest others beside it."""
    from collections import Counter

    from sheber.registry.models import Membership

    held = list(
        Membership.objects.filter(account__demo=True, account__is_active=True)
        .select_related("account")
        .order_by("pk")
    )
    roles = Counter(one.account_id for one in held)
    found: dict[str, str] = {}
    for one in sorted(held, key=lambda one: (roles[one.account_id], one.pk)):
        found.setdefault(one.role, one.account.username)
    return dict(sorted(found.items()))


class Site:
    """The site on a free port of the loopback while the block lasts."""

    def __enter__(self) -> str:
        from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
        from django.core.wsgi import get_wsgi_application

        class Quiet(WSGIRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Nothing: the pictures are the log."""

        self.server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=False)
        self.server.set_app(get_wsgi_application())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()


def _contact_sheets(browser: Any, wanted: list[Screen], out: Path) -> None:
    """One page and one picture for each audience, and a page that leads to all."""
    page = browser.new_page(viewport={"width": 1700, "height": 900})
    links = []
    for audience, group in groupby(wanted, key=lambda one: one.audience):
        name = f"contact-{audience}"
        (out / f"{name}.html").write_text(_sheet(audience, _pictures(list(group), out)))
        page.goto((out / f"{name}.html").as_uri())
        page.screenshot(path=out / f"{name}.png", full_page=True)
        links.append(f'<li><a href="{name}.html">{audience}</a></li>')
    (out / "index.html").write_text(f"<meta charset=utf-8><h1>Sheber</h1><ul>{''.join(links)}</ul>")


def _pictures(group: list[Screen], out: Path) -> Iterator[tuple[str, list[str]]]:
    for screen in group:
        yield screen.name, sorted(path.name for path in out.glob(f"{screen.name}.??.*.png"))


def _sheet(title: str, rows: Iterator[tuple[str, list[str]]]) -> str:
    body = "".join(
        f"<h2>{name}</h2><div>"
        + "".join(f'<a href="{one}"><img src="{one}" alt="{one}"></a>' for one in files)
        + "</div>"
        for name, files in rows
    )
    return f"<meta charset=utf-8><title>{title}</title><style>{SHEET_STYLE}</style>{body}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw every screen of the site.")
    parser.add_argument("--database", default="", help="path or postgresql:// address")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "pictures")
    parser.add_argument("--only", default="", help="screens whose name contains this text")
    parser.add_argument("--quick", action="store_true", help="light and wide only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
