from django.urls import path

from sheber.web.public.views import (
    editions,
    home,
    lab,
    lotteries,
    occupations,
    organisations,
    regions,
    texts,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("regions", regions.regions, name="regions"),
    path("regions/<str:code>", regions.region, name="region"),
    path("organisations", organisations.organisations, name="organisations"),
    path("organisations/<slug:code>", organisations.organisation, name="organisation"),
    path("occupations", occupations.occupations, name="occupations"),
    path("lab", lab.lab, name="lab"),
    path("lab/<str:code>", lab.example, name="lab_example"),
    path("lotteries", lotteries.lotteries, name="lotteries"),
    path("lotteries/<int:year>", lotteries.lottery, name="lottery"),
    path("lotteries/<int:year>/draw.json", lotteries.file, name="lottery_file"),
    path("how-seats-are-given", texts.clearing_rule, name="clearing_rule"),
    path("how-seats-are-planned", texts.planning_rule, name="planning_rule"),
    path("rounds", editions.rounds, name="published_rounds"),
    path("rounds/<int:year>/<int:number>", editions.published, name="published_round"),
    path("rounds/<int:year>/<int:number>/public.json", editions.file, name="public_edition"),
    path("checker.py", editions.checker, name="checker"),
    path("sources", texts.sources, name="sources"),
    path("about", texts.about, name="about"),
]
