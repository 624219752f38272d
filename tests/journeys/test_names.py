"""No figure of the demo stands beside the name of a real organisation.

Real organisations are named on pages of the registry, the accords and the rules only. What such a
page says in numbers it says without the demo as well: the same pages are walked in a database that
holds the seeds alone, and then in the demo.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sheber.flows import begin
from sheber.flows.demo.world import SHOWN_AS_OF, STARTED
from sheber.registry.enums import Role
from sheber.registry.models import Membership, Organisation
from sheber.registry.queries import actor_of
from sheber.web.shared import navigation
from tests.web import pages

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.django_db]
# Where real organisations may be named: the registry, the accords, the rules and who is asked.
FAMILIES = re.compile(r"/en/(organisations|regions|accords|rules|office/(register|questions))\b")
# Pages of a kind are alike: so many of each kind are opened, and so many pages in all.
OF_A_KIND, IN_ALL = 2, 250
# Keys, codes and pseudonyms in an address.
PARTS = re.compile(r"\d+|P[A-Z0-9]{9}|[A-Z]{2}-[A-Z0-9]{2,}|demo-[a-z_0-9-]+")
LINK = re.compile(r'href="([^"]+)"')
NUMBER = re.compile(r"\d+")


@dataclass
class Walk:
    """Pages and files by address, as text nodes."""

    found: dict[str, list[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def go(self, client: Client, starts: Iterable[str], limit: int = IN_ALL) -> None:
        queue = deque(starts)
        for url in list(queue):
            self.kinds[_kind(url)] -= 1  # where a walk begins is always opened
        while queue and len(self.found) < limit:
            url = queue.popleft()
            if url in self.found or self.kinds[_kind(url)] >= OF_A_KIND:
                continue
            self.kinds[_kind(url)] += 1
            queue.extend(self._open(client, url))

    def _open(self, client: Client, url: str) -> Iterator[str]:
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        kind = response.headers.get("Content-Type", "")
        if "text" not in kind and "svg" not in kind:
            return  # what is packed is made of the same tables as the page
        text = response.content.decode()
        if "html" not in kind:
            self.found[url] = text.splitlines()
            return
        self.found[url] = pages.read(response).words
        for link in LINK.findall(text):
            address = unquote(link.replace("&amp;", "&"))
            address = url.partition("?")[0] + address if address.startswith("?") else address
            if address.startswith("/en/"):
                yield address.partition("#")[0]


def _kind(url: str) -> str:
    path, _, query = url.partition("?")
    return PARTS.sub("N", path) + ("?" + query.partition("=")[0] if query else "")


def client_of(membership: Membership | None = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if membership is not None:
        client.force_login(membership.account)
        client.post(reverse("capacity"), {"capacity": str(membership.pk)})
    return client


def registry_pages() -> list[str]:
    """The first page, and each real organisation's own and its region's."""
    real = Organisation.objects.filter(demo=False).order_by("pk")
    own = [reverse("organisation", args=[one.code]) for one in real]
    regions = {reverse("region", args=[one.region_id]) for one in real if one.region_id}
    lists = [reverse(name) for name in ("home", "organisations", "assumptions", "open_questions")]
    return [*lists, *own, *sorted(regions)]


@pytest.fixture(scope="module")
def plain(django_db_setup, django_db_blocker):
    """The public pages of a database with the seeds alone."""
    with django_db_blocker.unblock(), translation.override("en"):
        begin.demo(now=STARTED, shown=SHOWN_AS_OF, seed=5, size="small", until="registry")
        walk = Walk()
        walk.go(client_of(), registry_pages())
        call_command("flush", interactive=False, verbosity=0)
    return walk.found


def real_names() -> set[str]:
    return set(Organisation.objects.filter(demo=False).values_list("name_en", flat=True))


def naming(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The pages that name a real organisation."""
    names = re.compile("|".join(map(re.escape, real_names())))
    return {url: words for url, words in found.items() if names.search("\n".join(words))}


def numbers(words: Iterable[str]) -> Counter[str]:
    """Every number of a page that does not stand in a text which says that it is of the demo."""
    return Counter(n for one in words if "demo" not in one.lower() for n in NUMBER.findall(one))


def test_a_page_that_names_a_real_organisation_has_no_number_from_the_demo(plain, river):
    with translation.override("en"):
        walk = Walk()
        walk.go(client_of(), registry_pages())
    named = naming(walk.found)
    assert len(named) > 30
    assert [url for url in named if not FAMILIES.match(url)] == []
    wrong = {
        url: more
        for url, words in named.items()
        if url in plain and (more := numbers(words) - numbers(plain[url]))
    }
    assert wrong == {}


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_no_work_page_names_a_real_organisation(river, role):
    first = Membership.objects.filter(role=role, account__demo=True).order_by("pk").first()
    with translation.override("en"):
        begins = reverse(navigation.first_page(actor_of(first.account, [first])))
        walk = Walk()
        walk.go(client_of(first), [begins], limit=60)
    assert len(walk.found) > 5
    assert [url for url in naming(walk.found) if not FAMILIES.match(url)] == []
