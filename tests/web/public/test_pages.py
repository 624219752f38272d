"""The pages for everybody, in three languages, on the real registry."""

import pytest
from django.urls import reverse
from django.utils import translation

from sheber.kernel.trilingual import KAZAKH, sort_key
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Organisation
from sheber.web.public import places
from tests.registry.build import organisation
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("home", ()),
        ("regions", ()),
        ("region", ("KZ-10",)),
        ("region", ("RU-ORE",)),
        ("organisations", ()),
        ("organisation", ("kz-branch-csu-kostanay",)),
        ("organisation", ("kz-almaty-unresolved",)),
        ("occupations", ()),
        ("sources", ()),
        ("about", ()),
        ("clearing_rule", ()),
        ("planning_rule", ()),
        ("sign_in", ()),
    ],
)
def test_page_holds_to_the_rules(client, view, args):
    texts = pages.check(client, view, *args)
    assert "Demo data." in texts["en"]
    assert "1 February 2031" in texts["en"]
    assert "1 февраля 2031" in texts["ru"]
    assert "2031 жылғы 1 ақпан" in texts["kk"]
    assert "not affiliated with or endorsed by any government" in texts["en"]


@pytest.mark.parametrize(
    ("language", "title", "property_five"),
    [
        ("en", "Who gets which seat: the clearing", "Each contract sits in the earliest"),
        ("ru", "Кому какое место: распределение", "Каждый договор стоит в самом раннем"),
        ("kk", "Кімге қай орын: бөлу", "Әр шарт оны қабылдайтын пулдарының"),
    ],
)
def test_the_rule_of_the_clearing_is_read_in_the_reader_s_language(
    client, language, title, property_five
):
    with translation.override(language):
        page = client.get(reverse("clearing_rule")).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert property_five in page
    assert page.count('<table class="table">') == 2
    assert "**" not in page


@pytest.mark.parametrize(
    ("language", "title", "property_eight"),
    [
        ("en", "How many seats, where: the plan", "What an office has fixed is so."),
        ("ru", "Сколько мест и где: план", "Закреплённое офисом соблюдено."),
        ("kk", "Қанша орын, қайда: жоспар", "Кеңсе бекіткен сандар сақталған."),
    ],
)
def test_the_rule_of_planning_is_read_in_the_reader_s_language(
    client, language, title, property_eight
):
    with translation.override(language):
        page = client.get(reverse("planning_rule")).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert property_eight in page
    assert "**" not in page


def test_every_region_of_both_countries_is_on_the_map_and_leads_to_its_page(client):
    shown = client.get("/en/").content.decode()
    for _country, regions in places.by_country():
        for region in regions:
            assert f'href="{reverse("region", args=[region.pk])}"' in shown


def test_regions_stand_in_the_order_of_the_reader_s_alphabet():
    with translation.override("kk"):
        for _country, regions in places.by_country():
            names = [one.name for one in regions]
            assert names == sorted(names, key=sort_key)
            firsts = [KAZAKH.index(name[0].casefold()) for name in names]
            assert firsts == sorted(firsts)


def test_countries_stand_in_alphabetical_order_in_each_language():
    orders = {}
    for language in pages.LANGUAGES:
        with translation.override(language):
            orders[language] = [country.name for country, _ in places.by_country()]
    assert orders == {
        "en": ["Kazakhstan", "Russia"],
        "ru": ["Казахстан", "Россия"],
        "kk": ["Қазақстан", "Ресей"],
    }


def test_region_page_shows_three_names_groups_and_other_spellings(client):
    shown = client.get("/en/regions/KZ-10").content.decode()
    for words in ("Abai Region", "область Абай", "Абай облысы", "Semey", "Семипалатинск"):
        assert words in shown
    assert "East of Kazakhstan" in shown
    assert "8 June 2022" in shown
    assert "no claim on borders is made" in shown


def test_region_page_shows_where_it_lies_without_a_hundred_links(client):
    shown = client.get("/en/regions/KZ-10").content.decode()
    assert 'class="region chosen"' in shown
    assert 'role="img"' in shown
    assert "/en/regions/KZ-11" not in shown


def test_groups_of_a_region_go_out_as_a_file(client):
    file = client.get("/en/regions/KZ-10?download=groups.csv")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "East of Kazakhstan;8 June 2022;still" in file.content.decode()


def test_region_that_is_not_there(client):
    response = client.get("/ru/regions/XX-00")
    assert response.status_code == 404
    assert "Такой страницы нет" in response.content.decode()


def test_real_organisation_carries_its_source_and_its_gaps(client):
    shown = client.get("/en/organisations/kz-branch-csu-kostanay").content.decode()
    assert "TASS, 27 November 2025" in shown
    assert "27 November 2025</time>" in shown
    unresolved = client.get("/en/organisations/kz-almaty-unresolved").content.decode()
    assert "not established which body is meant" in unresolved


def test_demo_organisation_says_so_in_each_language(client):
    organisation("demo-college-7", OrganisationKind.COLLEGE, "KZ", "KZ-35")
    texts = pages.check(client, "organisation", "demo-college-7")
    assert "This organisation is invented for the demo." in texts["en"]
    listed = pages.check(client, "organisations", query="?kind=college&demo=1")
    assert "Demo" in listed["en"]


def test_real_and_invented_organisations_are_counted_and_listed_apart(client):
    real = Organisation.objects.filter(demo=False).count()
    organisation("demo-college-7", OrganisationKind.COLLEGE, "KZ", "KZ-35")
    assert f"{real} organisations" in client.get("/en/organisations").content.decode()
    assert "1 organisation<" in client.get("/en/organisations?demo=1").content.decode()
    home = client.get("/en/").content.decode()
    assert f"<strong>{real}</strong> <span>organisations</span>" in home
    assert "<strong>1</strong> <span>invented organisation of the demo</span>" in home


def test_organisations_are_filtered_by_kind_and_country(client):
    shown = client.get("/en/organisations?kind=branch&country=RU").content.decode()
    wanted = Organisation.objects.filter(kind="branch", country="RU")
    assert wanted.count() == shown.count('class="entry"') == 1
    assert wanted.get().name_en in shown


def test_filter_without_a_match_says_so(client):
    shown = client.get("/en/organisations?kind=college").content.decode()
    assert "No organisation of this kind is in the registry." in shown


def test_occupations_are_filtered_by_sector(client):
    every = client.get("/en/occupations").content.decode()
    some = client.get("/en/occupations?sector=gas").content.decode()
    assert 0 < some.count("<tr") < every.count("<tr")


def test_a_national_code_stands_with_the_one_in_whose_place_it_came(client):
    file = client.get("/en/occupations?download=national-codes.csv").content.decode()
    line = next(one for one in file.splitlines() if "13.02.13" in one)
    assert "13.02.11" in line
    assert "to be verified" in line


def test_another_name_stands_with_its_kind_its_source_and_how_sure_it_is(client):
    shown = pages.check(client, "region", "KZ-10")
    assert "former name" in shown["en"]
    assert "to be verified, probably right" in shown["en"]
    assert "прежнее название" in shown["ru"]
    academy = pages.check(client, "organisation", "ru-ranepa")["en"]
    assert "garbled by a source" in academy


def test_draft_wording_is_marked_for_readers_of_kazakh_only(client):
    assert '<span class="mark">жоба</span>' in client.get("/kk/occupations").content.decode()
    assert '<span class="mark">' not in client.get("/ru/occupations").content.decode()


def test_map_goes_out_as_a_picture_and_as_tables_that_say_demo(client):
    drawn = client.get("/en/?download=regions.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert "attachment" in drawn.headers["Content-Disposition"]
    text = drawn.content.decode()
    assert "no claim on borders is made" in text
    assert "Demo data" in text
    assert "href" not in text
    table = client.get("/ru/regions?download=regions.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0] == "Регион;Страна;Код"
    assert "Демонстрационные данные" in table.splitlines()[-1]
    assert client.get("/en/regions?download=regions.xlsx").content[:2] == b"PK"


def test_page_itself_is_shown_when_an_unknown_file_is_asked_for(client):
    assert b"<h1>" in client.get("/en/regions?download=nothing.csv").content
