"""All addresses: choices that are remembered, then every audience's pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.i18n import set_language

from sheber.web.shared.audiences import audiences, modules
from sheber.web.shared.themes import remember

urlpatterns = [
    path("language", set_language, name="set_language"),
    path("theme", remember, name="set_theme"),
    # Machines read these; they have no language in the address.
    *(one for module in modules("machine_urls") for one in module.urlpatterns),
    *i18n_patterns(
        *(path("", include(f"sheber.web.{room}.urls")) for room in ("shared", *audiences())),
        prefix_default_language=True,
    ),
]
