"""What of a table may be published so that nobody in it can be found, also not by subtraction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 5


@dataclass(frozen=True)
class Column:
    """Cells of one column by name, and their total; None is kept back."""

    cells: dict[str, int | None]
    total: int | None


def shows_few(counts: Sequence[int]) -> bool:
    """Whether stages one after another show a group of one to four, or give it by subtraction."""
    rests = (here - there for here, there in pairwise(counts))
    return any(0 < abs(number) < FEWEST for number in (*counts, *rests))


def in_fives(number: float) -> int:
    """The nearest multiple of five: of a number so shown, and of the difference of two such,
    nobody can say whether it hides one to four people."""
    return FEWEST * round(number / FEWEST)


def along(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Stages of people one after another; None is kept back.

    A stage is kept back where it, or what stayed since the last stage that is shown, is one to
    four people: those shown then show nobody, also not by subtraction.
    """
    found: dict[str, int | None] = {}
    shown: list[int] = []
    for stage, number in counts.items():
        few = shows_few([*shown[-1:], number])
        found[stage] = None if few else number
        if not few:
            shown.append(number)
    return found


def to_publish(counts: Mapping[str, int]) -> Column:
    """A column of which no cell of one to four can be read or subtracted.

    Small cells are kept back, and after them the smallest others until those kept back are at
    least two and make at least five together: the total then tells nothing of any one of them.
    Where there are no others, the total is kept back as well.
    """
    kept = {key for key, number in counts.items() if 0 < number < FEWEST}
    others = sorted(
        (key for key, number in counts.items() if number >= FEWEST),
        key=lambda key: (counts[key], key),
    )
    while kept and others and not _hidden(counts, kept):
        kept.add(others.pop(0))
    total = None if kept and not _hidden(counts, kept) else sum(counts.values())
    cells = {key: None if key in kept else number for key, number in counts.items()}
    return Column(cells, total)


def _hidden(counts: Mapping[str, int], kept: set[str]) -> bool:
    return len(kept) > 1 and sum(counts[key] for key in kept) >= FEWEST
