"""All addresses: choices that are remembered, then every audience's pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from sheber.web.shared import choices
from sheber.web.shared.audiences import audiences, modules

urlpatterns = [
    path("language", choices.language, name="set_language"),
    path("theme", choices.theme, name="set_theme"),
    # Machines read these; they have no language in the address.
    *(one for module in modules("machine_urls") for one in module.urlpatterns),
    *i18n_patterns(
        *(path("", include(f"sheber.web.{room}.urls")) for room in ("shared", *audiences())),
        prefix_default_language=True,
    ),
]
