"""Words for codes that the registry keeps as the sources write them."""

from django.utils.translation import gettext_lazy as _

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
