"""What explanations say, in three languages: data beside the door, without catalogues.

A sentence never glues a case ending to a name or a number. The Kazakh is a draft until a native
speaker has read it; `docs/kk-review.md` lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The sentences of one language; what stands in braces is filled in.

    `decided` is by what decided, `full` by what was full beside or instead of the pool, `why` by
    what somebody does instead of taking an empty seat. `is_one`: which numbers of places take
    `short_one`. `decimal`: what stands before the decimals of a number.
    """

    decimal: str
    applicant: str
    holds: str
    holds_nothing: str
    first_choice: str
    empty_list: str
    ranked_above: str
    ranked: str
    nearest: str
    own: str
    last: str
    nobody: str
    score: str
    ties: str
    lottery: str
    short_one: str
    short: str
    decided: Mapping[str, str]
    full: Mapping[str, str]
    no_empty_seats: str
    empty: str
    flow_on: str
    stay: str
    ranked_it: str
    why: Mapping[str, str]
    is_one: Callable[[int], bool]


ENGLISH = Words(
    decimal=".",
    applicant="Applicant {applicant}",
    holds="Holds {contract}. Pool: {pool}; {rank}.",
    holds_nothing="Holds no contract.",
    first_choice="It is the first choice.",
    empty_list="The list is empty.",
    ranked_above="Ranked above it:",
    ranked="What was ranked:",
    nearest="Nearest pool: {pool}.",
    own="Own: {rank}.",
    last="Last admitted: {rank}.",
    nobody="Nobody was admitted there.",
    score="score {score}",
    ties="tie-breaks {ties}",
    lottery="lot {lottery}, of which 1 is the best",
    short_one="Short by at most {places} place.",
    short="Short by at most {places} places.",
    decided={
        "score": "The score decided.",
        "tie": "The scores are equal; tie-break {number} decided.",
        "lottery": "Scores and tie-breaks are equal; the lottery decided.",
        "own_order": "All is equal; the order of the applicant's own list decided.",
        "no_seats": "There was no seat in this pool.",
        "closed": "",
    },
    full={
        "fund": "The pool itself had free seats: the fund that pays for it had given all of its "
        "own, so the claims on all its pools were compared.",
        "region": "The pool itself had free seats: the region had given all of its own, and by "
        "its order no more of them come to this offering.",
        "pool fund": "The pool was full, and so was the fund that pays for it.",
        "pool region": "The pool was full, and so was the region.",
    },
    no_empty_seats="No seat is empty.",
    empty="{pool}: seats {capacity}, of which stay empty {empty}.",
    flow_on="They flow on to {pool}.",
    stay="They flow nowhere.",
    ranked_it="Ranked the offering: {number}.",
    why={
        "held_here": "hold a seat here",
        "better": "hold a contract that they ranked higher",
        "earlier_pool": "hold the same contract in an earlier pool",
        "closed": "were turned away because a fund or a region was full",
        "no_claim": "ranked the offering without a claim on this pool",
    },
    is_one=lambda number: number == 1,
)

RUSSIAN = Words(
    decimal=",",
    applicant="Поступающий {applicant}",
    holds="Получает {contract}. Пул: {pool}; {rank}.",
    holds_nothing="Не получает ничего.",
    first_choice="Это первый выбор.",
    empty_list="Список пуст.",
    ranked_above="Выше в списке стояли:",
    ranked="В списке стояли:",
    nearest="Ближайший пул: {pool}.",
    own="Свой результат: {rank}.",
    last="Последний принятый: {rank}.",
    nobody="Туда никто не был принят.",
    score="балл {score}",
    ties="дополнительные показатели {ties}",
    lottery="жребий {lottery}, лучший — 1",
    short_one="Не хватило не больше {places} места.",
    short="Не хватило не больше {places} мест.",
    decided={
        "score": "Решил балл.",
        "tie": "Баллы равны; решил дополнительный показатель {number}.",
        "lottery": "Баллы и дополнительные показатели равны; решил жребий.",
        "own_order": "Всё равно; решил порядок собственного списка.",
        "no_seats": "Мест в этом пуле не было.",
        "closed": "",
    },
    full={
        "fund": "В самом пуле места оставались, но фонд, который за него платит, все свои уже "
        "отдал; поэтому сравнивались все, кто претендует на любой из его пулов.",
        "region": "В самом пуле места оставались, но регион все свои уже отдал, и по его "
        "очерёдности этой программе больше не досталось.",
        "pool fund": "Заполнен был пул, а также фонд, который за него платит.",
        "pool region": "Заполнен был пул, а также регион.",
    },
    no_empty_seats="Пустых мест нет.",
    empty="{pool}: мест {capacity}, из них остались пустыми {empty}.",
    flow_on="Они переходят сюда: {pool}.",
    stay="Они никуда не переходят.",
    ranked_it="Указали эту программу в списке: {number}.",
    why={
        "held_here": "получили место здесь",
        "better": "получили то, что стояло у них в списке выше",
        "earlier_pool": "получили то же самое в более раннем пуле",
        "closed": "не приняты, потому что заполнен фонд или регион",
        "no_claim": "указали программу, но на этот пул не претендуют",
    },
    is_one=lambda number: number % 10 == 1 and number % 100 != 11,
)

KAZAKH = Words(
    decimal=",",
    applicant="Түсуші {applicant}",
    holds="Алғаны: {contract}. Пул: {pool}; {rank}.",
    holds_nothing="Ештеңе алған жоқ.",
    first_choice="Бұл — бірінші таңдауы.",
    empty_list="Тізімі бос.",
    ranked_above="Тізімде бұдан жоғары тұрғандар:",
    ranked="Тізімде тұрғандар:",
    nearest="Ең жақын пул: {pool}.",
    own="Өз көрсеткіші: {rank}.",
    last="Соңғы қабылданған: {rank}.",
    nobody="Онда ешкім қабылданған жоқ.",
    score="балл: {score}",
    ties="қосымша көрсеткіштер: {ties}",
    lottery="жеребе {lottery}, ең жақсысы — 1",
    short_one="Жетпеген орын саны ең көбі: {places}.",
    short="Жетпеген орын саны ең көбі: {places}.",
    decided={
        "score": "Балл шешті.",
        "tie": "Балдар тең; {number}-қосымша көрсеткіш шешті.",
        "lottery": "Балдар мен қосымша көрсеткіштер тең; жеребе шешті.",
        "own_order": "Бәрі тең; өз тізімінің реті шешті.",
        "no_seats": "Бұл пулда орын болған жоқ.",
        "closed": "",
    },
    full={
        "fund": "Пулдың өзінде бос орын болған, бірақ оған төлейтін қор өз орындарын түгел беріп "
        "қойған; сондықтан қордың барлық пулдарынан үміттілер бірге салыстырылды.",
        "region": "Пулдың өзінде бос орын болған, бірақ өңір өз орындарын түгел беріп қойған, "
        "кезек бойынша бұл бағдарламаға енді орын тимейді.",
        "pool fund": "Пул да, оған төлейтін қор да толған.",
        "pool region": "Пул да, өңір де толған.",
    },
    no_empty_seats="Бос орын жоқ.",
    empty="{pool}: орын саны {capacity}, оның бос қалғаны {empty}.",
    flow_on="Олар мына пулға өтеді: {pool}.",
    stay="Олар ешқайда өтпейді.",
    ranked_it="Осы бағдарламаны тізіміне енгізгендер: {number}.",
    why={
        "held_here": "орынды осы жерден алды",
        "better": "тізімінде жоғары тұрғанын алды",
        "earlier_pool": "дәл соны ертерек тұрған пулдан алды",
        "closed": "қор немесе өңір толғандықтан қабылданбады",
        "no_claim": "бағдарламаны енгізді, бірақ бұл пулға талаптанбайды",
    },
    is_one=lambda number: False,
)

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH}


def short(words: Words, places: int) -> str:
    """How many places were missing at most."""
    template = words.short_one if words.is_one(places) else words.short
    return template.format(places=places)
