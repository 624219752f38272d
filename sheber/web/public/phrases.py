"""Words for codes that the registry keeps as the sources write them."""

from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Certainty

REGION_KINDS = {
    "oblast": _("oblast"),
    "krai": _("krai"),
    "republic": _("republic"),
    "region": _("region (oblys)"),
    "autonomous okrug": _("autonomous okrug"),
    "autonomous oblast": _("autonomous oblast"),
    "federal city": _("city of federal significance"),
    "city": _("city of republican significance"),
}
LANGUAGES = {"en": _("English"), "ru": _("Russian"), "kk": _("Kazakh")}
FUNDERS = {
    "own funds of the university and other lawful sources": _(
        "own funds of the university and other lawful sources"
    ),
    "grants of Kazakhstan (200 at the start, shared with the branch of MEPhI)": _(
        "grants of Kazakhstan (200 at the start, shared with the branch of MEPhI)"
    ),
    "grants of Kazakhstan (200 at the start, shared with the branch of Gubkin University)": _(
        "grants of Kazakhstan (200 at the start, shared with the branch of Gubkin University)"
    ),
}
CERTAINTIES = {
    Certainty.PUBLISHED: _("Seen in the source that is named."),
    Certainty.MEMORY_HIGH: _("Written from memory; right in about nine cases of ten."),
    Certainty.MEMORY_MEDIUM: _("Written from memory; right in about seven cases of ten."),
    Certainty.MEMORY_LOW: _("Written from memory and doubtful."),
    Certainty.INFERRED: _("Concluded by this project; no source says it."),
    Certainty.NEEDS_LAWYER: _("Nobody may rely on it before a lawyer has read it."),
}
