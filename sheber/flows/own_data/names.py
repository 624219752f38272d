"""Finding a region or an occupation by its code, by a name in any language, or by another name."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from sheber.flows.own_data.kind import Choice, folded
from sheber.flows.own_data.reading import without_name
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES, sort_key
from sheber.registry.models import Alias, Occupation, Region

# How offices shorten the names of regions.
SHORT = {"обл": "область", "обл.": "область", "обл-сы": "облысы", "респ.": "республика", "г.": ""}
SUGGESTIONS = 3
# Looking for names alike takes time: a file of nonsense gets suggestions for its first lines.
SEARCHES = 200


class Names:
    """Codes by every name that leads to them. `subject` is the stem of the refusals' codes."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.choices: list[Choice] = []
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._towns: dict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, str] = {}
        self._alike: dict[str, str] = {}

    def add(self, code: str, names: Iterable[str], shown: str) -> None:
        self.choices.append(Choice(code, shown))
        self._codes[code.casefold()].add(code)
        for name in names:
            self.add_name(code, name)

    def add_name(self, code: str, name: str) -> None:
        if name:
            self._codes[_plain(name)].add(code)
            self._shown.setdefault(_plain(name), f"{code} ({name})")

    def add_town(self, code: str, name: str) -> None:
        self._towns[_plain(name)].add(code)

    def find(self, text: str) -> str:
        """The one code that this text means; refused with what it may have meant."""
        found = (
            self._codes.get(text.casefold())
            or self._codes.get(without_name(text).casefold())
            or self._codes.get(_plain(text))
        )
        if found and len(found) == 1:
            return next(iter(found))
        if found:
            raise Refused(f"{self.subject}_several", given=text, codes=", ".join(sorted(found)))
        towns = self._towns.get(_plain(text))
        if towns:
            raise Refused(f"{self.subject}_town", given=text, codes=", ".join(sorted(towns)))
        alike = self._near(text)
        if alike:
            raise Refused(f"{self.subject}_unknown_near", given=text, near=alike)
        raise Refused(f"{self.subject}_unknown", given=text)

    def _near(self, text: str) -> str:
        if text not in self._alike and len(self._alike) < SEARCHES:
            close = get_close_matches(_plain(text), self._shown, SUGGESTIONS, 0.72)
            self._alike[text] = ", ".join(dict.fromkeys(self._shown[name] for name in close))
        return self._alike.get(text, "")


def regions() -> Names:
    """Regions by ISO 3166-2 code, by name and by other names; a capital only leads to a hint."""
    names = Names("region")
    rows = sorted(Region.objects.all(), key=lambda one: (one.country_id, sort_key(one.name)))
    for one in rows:
        names.add(one.pk, _three(one, "name"), one.name)
        for town in _three(one, "capital"):
            names.add_town(one.pk, town)
    for alias in Alias.objects.filter(region__isnull=False):
        if alias.of_capital:
            names.add_town(str(alias.region_id), alias.text)
        else:
            names.add_name(str(alias.region_id), alias.text)
    return names


def occupations() -> Names:
    """Occupations by ISCO-08 code and by name."""
    names = Names("occupation")
    for one in sorted(Occupation.objects.all(), key=lambda one: sort_key(one.name)):
        names.add(one.pk, _three(one, "name"), one.name)
    return names


def _three(row: Region | Occupation, field: str) -> list[str]:
    return [str(getattr(row, f"{field}_{language}")) for language in LANGUAGES]


def _plain(text: str) -> str:
    return " ".join(
        SHORT.get(word, word) for word in folded(text).replace("ё", "е").split()
    ).strip()
