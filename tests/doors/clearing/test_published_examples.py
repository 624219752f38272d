"""Worked examples of the literature through the file door, each with its source and, where it is
small enough, every lawful outcome by brute force. Examples made here to show what a paper is about
say “in the manner of”."""

from tests.doors.published import (
    all_lawful,
    applicant,
    cleared,
    market,
    offering,
    plain,
    stable_marriages,
)


def marriages(men, women):
    """Men propose: they are the applicants, and each woman is an offering with one seat."""
    return plain(dict.fromkeys(women, 1), men, women)


def test_gale_and_shapley_1962_example_1():
    """American Mathematical Monthly 69, 9–15: three stable sets, the first of the men's choices."""
    men = {"α": "ABC", "β": "BCA", "γ": "CAB"}
    women = {"A": "βγα", "B": "γαβ", "C": "αβγ"}
    assert cleared(marriages(men, women)) == {"α": "A", "β": "B", "γ": "C"}
    found = [set(outcome.items()) for outcome in all_lawful(marriages(men, women))]
    assert len(found) == 3
    assert {("α", "C"), ("β", "A"), ("γ", "B")} in found
    assert {("α", "B"), ("β", "C"), ("γ", "A")} in found


def test_gale_and_shapley_1962_example_2():
    """The same paper: only one stable set, in which nobody at all gets a first choice."""
    men = {"α": "ABCD", "β": "ADCB", "γ": "BACD", "δ": "DBCA"}
    women = {"A": "δγαβ", "B": "βδαγ", "C": "δαβγ", "D": "γβαδ"}
    only = {"α": "C", "β": "D", "γ": "A", "δ": "B"}
    assert cleared(marriages(men, women)) == only
    assert all_lawful(marriages(men, women)) == [only]


def test_knuth_1976_ten_stable_marriages():
    """Mariages stables, and Roth & Sotomayor 1990, example 2.17: four men, four women, ten stable
    matchings, of which the men's best gives every man his first choice."""
    men = {"m1": "1234", "m2": "2143", "m3": "3412", "m4": "4321"}
    orders = {"1": "4321", "2": "3412", "3": "2143", "4": "1234"}
    women = {woman: [f"m{man}" for man in order] for woman, order in orders.items()}
    assert len(stable_marriages(men, women)) == 10
    assert len(all_lawful(marriages(men, women))) == 10
    assert cleared(marriages(men, women)) == {"m1": "1", "m2": "2", "m3": "3", "m4": "4"}


def numbered(rows):
    """Rows of a table by their number, from 1."""
    return {str(number): row for number, row in enumerate(rows.split(), start=1)}


def test_irving_leather_and_gusfield_1987_eight_by_eight():
    """Journal of the ACM 34, 532–543: eight men, eight women. The nine stable matchings are
    counted here from the definition."""
    wanted = numbered("57126843 23754186 85146237 32741685 72513684 16758423 25763481 38457261")
    orders = numbered("53761284 86357214 15624873 87324156 64738125 28546371 75218643 74152368")
    men = {f"m{man}": order for man, order in wanted.items()}
    women = {woman: [f"m{man}" for man in order] for woman, order in orders.items()}
    stable = stable_marriages(men, women)
    assert len(stable) == 9
    best = tuple(
        min((wives[at] for wives in stable), key=order.index)
        for at, order in enumerate(men.values())
    )
    assert tuple(cleared(marriages(men, women)).values()) == best == tuple("53867124")


def test_roth_and_sotomayor_1990_five_colleges():
    """Two-Sided Matching, chapter 5: seven students, five colleges, four stable matchings. The
    first college has three seats; it likes the last of the four least, and students most."""
    lists = {
        "s1": ["C5", "C1"],
        "s2": ["C2", "C5", "C1"],
        "s3": ["C3", "C1"],
        "s4": ["C4", "C1"],
        "s5": ["C1", "C2"],
        "s6": ["C1", "C3"],
        "s7": ["C1", "C3", "C4"],
    }
    orders = {
        "C1": ["s1", "s2", "s3", "s4", "s5", "s6", "s7"],
        "C2": ["s5", "s2"],
        "C3": ["s6", "s7", "s3"],
        "C4": ["s7", "s4"],
        "C5": ["s2", "s1"],
    }
    seats = {"C1": 3, "C2": 1, "C3": 1, "C4": 1, "C5": 1}
    people = list(lists)
    expected = [
        ["C1", "C5", "C1", "C1", "C2", "C3", "C4"],
        ["C5", "C2", "C1", "C1", "C1", "C3", "C4"],
        ["C5", "C2", "C1", "C4", "C1", "C1", "C3"],
        ["C5", "C2", "C3", "C4", "C1", "C1", "C1"],
    ]
    stable = [dict(zip(people, row, strict=True)) for row in expected]
    document = plain(seats, lists, orders)
    assert cleared(document) == stable[-1]
    found = all_lawful(document)
    assert len(found) == 4
    assert all(outcome in found for outcome in stable)


def test_gusfield_and_irving_1989_hospitals_and_residents():
    """The Stable Marriage Problem, section 1.6.5: eleven residents, five hospitals."""
    residents = "abcdefghijk"
    wanted = numbered("3154 13425 45312 3415 142 43215 2513 13254 415 31524 54132")
    lists = dict(zip(residents, wanted.values(), strict=True))
    orders = numbered("cgikedjhfab egjfhbck kfhcbdgaj jabkdiecfh bdjgfahcki")
    seats = {"1": 4, "2": 1, "3": 3, "4": 2, "5": 1}
    best = dict(zip(residents, "31431321415", strict=True))
    assert cleared(plain(seats, lists, orders)) == best


def test_hatfield_and_milgrom_2005_in_the_manner_of():
    """American Economic Review 95, 913–935, in the manner of its first example: the second hospital
    takes both doctors, the first takes one and likes d1 better; both want the first more."""
    orders = {"h1": ["d1", "d2"], "h2": ["d1", "d2"]}
    lists = {"d1": ["h1", "h2"], "d2": ["h1", "h2"]}
    document = plain({"h1": 1, "h2": 2}, lists, orders)
    assert cleared(document) == {"d1": "h1", "d2": "h2"}
    assert all_lawful(document) == [{"d1": "h1", "d2": "h2"}]


def test_hatfield_and_kojima_2010_in_the_manner_of():
    """Journal of Economic Theory 145, 1704–1723, in the manner of its two-contract hospitals: one
    position for research, one for the clinic; d may sign either, e the clinic alone. The hospital
    that refuses d's clinic while it holds d's research takes it later, so choice itself is not
    substitutable; the result is the best all the same."""
    hospital = offering("h", ("h/research", 1), ("h/clinic", 1))
    d = applicant("d", ("clinic", {"h/clinic": 9}), ("research", {"h/research": 5}))
    e = applicant("e", ("clinic", {"h/clinic": 8}))
    f = applicant("f", ("research", {"h/research": 7}))
    assert cleared(market([hospital], [d, e])) == {"d": "clinic", "e": None}
    assert cleared(market([hospital], [d, e, f])) == {"d": "clinic", "e": None, "f": "research"}


def branch(name, base, longer):
    return offering(name, (f"{name}/base", base), (f"{name}/longer", longer))


def cadet(name, merit, *wishes):
    """Wishes: (branch, terms). Longer service lets a cadet claim the branch's last seats."""
    contracts = [
        (
            f"{where} {terms}",
            {f"{where}/{pool}": merit for pool in ([terms] if terms == "base" else ["longer"])},
        )
        for where, terms in wishes
    ]
    return applicant(name, *contracts)


def test_sonmez_and_switzer_2013_in_the_manner_of():
    """Econometrica 81, 451–488, in the manner of cadets and branches: by merit in every branch,
    the last seats only for those who would serve longer."""
    cadets = [
        cadet("i1", 95, ("aviation", "base"), ("infantry", "base")),
        cadet("i2", 90, ("aviation", "base"), ("infantry", "base")),
        cadet("i3", 85, ("aviation", "base"), ("aviation", "longer"), ("infantry", "base")),
        cadet("i4", 80, ("aviation", "base"), ("infantry", "base"), ("aviation", "longer")),
        cadet("i5", 75, ("aviation", "longer"), ("infantry", "base")),
    ]
    branches = [branch("aviation", 2, 1), branch("infantry", 1, 1)]
    assert cleared(market(branches, cadets)) == {
        "i1": "aviation base",
        "i2": "aviation base",
        "i3": "aviation longer",
        "i4": "infantry base",
        "i5": None,
    }


def open_and_reserved(order):
    """A school with one open and one reserved seat, filled in this order; w lives near."""
    pools = {"open": ("s/open", 1), "reserved": ("s/reserved", 1)}
    near = {"s/open": 90, "s/reserved": 90}
    near_too, far = {"s/open": 70, "s/reserved": 70}, {"s/open": 80}
    people = [applicant("w", ("s", near)), applicant("v", ("s", near_too))]
    return market(
        [offering("s", *(pools[name] for name in order))], [*people, applicant("x", ("s", far))]
    )


def test_kominers_and_sonmez_2016_in_the_manner_of():
    """Theoretical Economics 11, 683–710, in the manner of slot-specific priorities: who is placed
    depends on the order in which the same seats are filled."""
    assert cleared(open_and_reserved(["reserved", "open"])) == {"w": "s", "v": None, "x": "s"}
    assert cleared(open_and_reserved(["open", "reserved"])) == {"w": "s", "v": "s", "x": None}


def test_westkamp_2013_in_the_manner_of():
    """Economic Theory 53, 561–589, in the manner of Germany's sequential quotas: what the excellent
    leave of theirs goes to those who waited, and what those leave to the universities' own pool."""
    university = offering("u", ("u/best", 2, "u/waited"), ("u/waited", 1, "u/own"), ("u/own", 1))
    people = [
        applicant("a", ("u", {"u/best": 90, "u/own": 90})),
        applicant("b", ("u", {"u/own": 60})),
        applicant("c", ("u", {"u/own": 50})),
        applicant("d", ("u", {"u/waited": 8, "u/own": 40})),
        applicant("e", ("u", {"u/own": 30})),
    ]
    assert cleared(market([university], people)) == {
        "a": "u",
        "b": "u",
        "c": "u",
        "d": "u",
        "e": None,
    }


def test_aygun_and_turhan_2020_in_the_manner_of():
    """Journal of Economic Theory 188, 105069, in the manner of India's reserves: a person says
    under which category they would be admitted, and reserved seats left empty become open."""

    def college(*spills_to):
        return offering("c", ("c/reserved", 2, *spills_to), ("c/open", 1))

    people = [
        applicant("p", ("open", {"c/open": 70}), ("reserved", {"c/reserved": 70})),
        applicant("q", ("open", {"c/open": 95})),
        applicant("r", ("open", {"c/open": 80})),
        applicant("s", ("open", {"c/open": 85})),
    ]
    expected = {"p": "reserved", "q": "open", "r": None}
    assert cleared(market([college("c/open")], people)) == {**expected, "s": "open"}
    assert cleared(market([college()], people)) == {**expected, "s": None}


def test_abdulkadiroglu_and_sonmez_2003_stable_and_yet_dominated():
    """American Economic Review 93, 729–747: three students, three schools with a seat each. The
    only stable matching is worse for two students than another, which somebody would envy."""
    lists = {"i1": ["s2", "s1", "s3"], "i2": ["s1", "s2", "s3"], "i3": ["s1", "s2", "s3"]}
    orders = {"s1": ["i1", "i3", "i2"], "s2": ["i2", "i1", "i3"], "s3": ["i2", "i1", "i3"]}
    document = plain(dict.fromkeys(orders, 1), lists, orders)
    assert all_lawful(document) == [{"i1": "s1", "i2": "s2", "i3": "s3"}]
    assert cleared(document) == {"i1": "s1", "i2": "s2", "i3": "s3"}


def test_balinski_and_sonmez_1999_in_the_manner_of():
    """Journal of Economic Theory 84, 73–94, in the manner of: seats that choose people by their
    tests are as fair, and worse for everybody, than people who choose seats."""
    lists = {"s1": ["c2", "c1"], "s2": ["c1", "c2"]}
    orders = {"c1": ["s1", "s2"], "c2": ["s2", "s1"]}
    document = plain({"c1": 1, "c2": 1}, lists, orders)
    seats_choose = {"s1": "c1", "s2": "c2"}
    assert cleared(document) == {"s1": "c2", "s2": "c1"}
    assert seats_choose in all_lawful(document)


def test_abraham_irving_and_manlove_2007_students_projects_lecturers():
    """Journal of Discrete Algorithms 5, 73–90: seven students, eight projects, three lecturers. A
    lecturer is a fund: one ranking and a cap over their projects, each with seats of its own."""
    lists = {
        "s1": "17",
        "s2": "123456",
        "s3": "214",
        "s4": "2",
        "s5": "1234",
        "s6": "23456",
        "s7": "538",
    }
    lecturers = {"l1": (3, "123", "7413256"), "l2": (2, "456", "32675"), "l3": (2, "78", "17")}
    ranking = {
        project: [f"s{student}" for student in order]
        for _, projects, order in lecturers.values()
        for project in projects
    }
    seats = {project: 2 if project == "1" else 1 for project in sorted(ranking)}
    document = plain(seats, lists, ranking)
    document["funds"] = [
        {"id": name, "cap": cap, "pools": [f"{project}/seats" for project in projects]}
        for name, (cap, projects, _) in lecturers.items()
    ]
    expected = {"s1": "1", "s2": "5", "s3": "4", "s4": "2", "s5": None, "s6": None, "s7": "3"}
    assert cleared(document) == expected


def residency(seats):
    """Ten doctors; three want the first hospital alone, seven the second; both rank d1 first."""
    doctors = [f"d{number}" for number in range(1, 11)]
    lists = {who: ["h1"] if at < 3 else ["h2"] for at, who in enumerate(doctors)}
    return plain(dict.fromkeys(("h1", "h2"), seats), lists, {"h1": doctors, "h2": doctors})


def test_kamada_and_kojima_2015_a_regional_cap_with_targets():
    """American Economic Review 105, 67–99, the example of a cap of ten over two hospitals, each
    with ten beds and a target of five. Flexible deferred acceptance places all ten doctors; were
    the targets caps, two doctors would hold nothing while two seats stand empty."""
    flexible = residency(10)
    flexible["regions"] = [{"id": "r", "cap": 10, "order": ["h1", "h2"]}]
    for one in flexible["offerings"]:
        one.update(region="r", target=5)
    assert list(cleared(flexible).values()) == ["h1"] * 3 + ["h2"] * 7
    assert list(cleared(residency(5)).values()) == ["h1"] * 3 + ["h2"] * 5 + [None] * 2


def test_kamada_and_kojima_2015_in_the_manner_of_seats_by_turn():
    """Beyond the targets, hospitals take one seat in turn: cap five, targets of one, three doctors
    at each; the first hospital's turn comes first."""
    doctors = ["a1", "a2", "a3", "b1", "b2", "b3"]
    lists = {who: ["h1" if who.startswith("a") else "h2"] for who in doctors}
    document = plain({"h1": 3, "h2": 3}, lists, dict.fromkeys(("h1", "h2"), doctors))
    for one in document["offerings"]:
        one.update(region="r", target=1)
    for order, last in ((["h1", "h2"], "b3"), (["h2", "h1"], "a3")):
        held = cleared({**document, "regions": [{"id": "r", "cap": 5, "order": order}]})
        assert [who for who, seat in held.items() if seat is None] == [last]
