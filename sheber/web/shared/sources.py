"""Sources that the seeds describe in words instead of naming a paper, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence

DESCRIBED: Mapping[str, Sentence] = {
    "Common usage": _("common usage"),
    "Name in common official use": _("name in common official use"),
    "Customary division of economic geography": _("customary division of economic geography"),
    "Shared outline in seeds/geo/regions.geojson": _("a shared outline on the map of this site"),
    "Russian-language usage, official pages of Kazakhstan included": _(
        "Russian-language usage, official pages of Kazakhstan included"
    ),
    "Latin spelling of the Kazakh name": _("Latin spelling of the Kazakh name"),
    "Kazakh letters kept in a Russian text": _("Kazakh letters kept in a Russian text"),
    "The ministry before its division in 2022": _("the ministry before its division in 2022"),
    "Name until 1990s": _("name until the 1990s"),
    "Name in the 1990s": _("name in the 1990s"),
    "Name until 1999": _("name until 1999"),
    "Name until 2007": _("name until 2007"),
    "Name until 2022": _("name until 2022"),
    "Name 2019–2022": _("name from 2019 to 2022"),
    "Spelling until 1990s": _("spelling until the 1990s"),
    "Spelling until 1997": _("spelling until 1997"),
}
