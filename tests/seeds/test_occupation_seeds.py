"""Occupations, fields, levels and national codes."""

import re
from collections import defaultdict

from tests.seeds.read import CERTAINTIES, codes, listed, rows

# Minor group, then the last digits of its unit groups: ISCO-08 (ILO), majors 1 to 9.
ISCO_08 = (
    "111:1234 112:0 121:1239 122:123 131:12 132:1234 133:0 134:1234569 141:12 142:0 143:19 "
    "211:1234 212:0 213:123 214:1234569 215:123 216:123456 221:12 222:12 223:0 224:0 225:0 "
    "226:12345679 231:0 232:0 233:0 234:12 235:1234569 241:123 242:1234 243:1234 251:12349 "
    "252:1239 261:129 262:12 263:123456 264:123 265:1234569 311:123456789 312:123 313:123459 "
    "314:123 315:12345 321:1234 322:12 323:0 324:0 325:123456789 331:12345 332:1234 333:12349 "
    "334:1234 335:123459 341:123 342:123 343:12345 351:1234 352:12 411:0 412:0 413:12 421:1234 "
    "422:12345679 431:123 432:123 441:1234569 511:123 512:0 513:12 514:12 515:123 516:123459 "
    "521:12 522:123 523:0 524:1234569 531:12 532:129 541:12349 611:1234 612:1239 613:0 621:0 "
    "622:1234 631:0 632:0 633:0 634:0 711:123459 712:1234567 713:123 721:12345 722:1234 "
    "723:1234 731:123456789 732:123 741:123 742:12 751:123456 752:123 753:123456 754:12349 "
    "811:1234 812:12 813:12 814:123 815:12345679 816:0 817:12 818:1239 821:129 831:12 832:12 "
    "833:12 834:1234 835:0 911:12 912:1239 921:123456 931:123 932:19 933:1234 941:12 951:0 "
    "952:0 961:123 962:12349 "
)


def test_occupations_are_real_unit_groups():
    real = {
        minor + digit
        for minor, digits in (part.split(":") for part in ISCO_08.split())
        for digit in digits
    }
    found = rows("occupations")
    assert len(found) >= 120
    for row in found:
        assert row["code"] in real
        assert row["isco_major"] == row["code"][0]
        for scheme in ("okz", "nkz"):
            assert re.fullmatch(r"\d{4}", row[f"{scheme}_code"])
            assert row[f"{scheme}_certainty"] in CERTAINTIES


def test_every_sector_has_occupations_of_workers_and_of_graduates():
    majors = defaultdict(set)
    for row in rows("occupations"):
        for sector in listed(row["sectors"]):
            majors[sector].add(row["isco_major"])
    assert set(majors) == codes("sectors")
    for sector, found in majors.items():
        assert "2" in found, sector
        assert found & {"3", "7", "8"}, sector


def test_fields_stand_under_their_parent():
    depth = {"broad": 2, "narrow": 3, "detailed": 4}
    for row in rows("fields"):
        assert len(row["code"]) == depth[row["level"]]
        assert row["parent"] == ("" if row["level"] == "broad" else row["code"][:-1])


def test_levels_keep_three_fields_apart():
    for row in rows("levels"):
        assert row["eqf_level"] in set("12345678")
        assert row["isced_level"] in set("012345678")
        assert row["national_level"] in {"", *"123456789"}
    by_code = {row["code"]: row for row in rows("levels")}
    assert by_code["ru-spo-specialist"]["isced_level"] == "5"
    assert by_code["kz-4s"]["isced_level"] == "4"


def test_national_codes_have_the_shape_of_their_scheme():
    shapes = {
        "ru_spo": r"\d\d\.0[12]\.\d\d",
        "ru_vo": r"\d\d\.0[345]\.\d\d",
        "kz_tvet": r"\d{6}00",
        "kz_group": r"B\d{3}",
    }
    for row in rows("national_codes"):
        assert re.fullmatch(shapes[row["scheme"]], row["national_code"])
        assert row["code"] == f"{row['scheme']}:{row['national_code']}"
        assert row["country"].lower() == row["scheme"][:2]


def test_every_level_of_a_russian_code_follows_its_middle_digits():
    expected = {
        "01": "ru-spo-worker",
        "02": "ru-spo-specialist",
        "03": "ru-bachelor",
        "04": "ru-master",
        "05": "ru-specialist",
    }
    for row in rows("national_codes"):
        if row["country"] == "RU":
            assert row["level"] == expected[row["national_code"][3:5]]
