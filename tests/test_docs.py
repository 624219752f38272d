"""Documents that cannot lie: every command, file and link that they name is there."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.ru.md", "README.kk.md")
ROWS_OF_A_SCREEN, COLUMNS_OF_A_SCREEN = 45, 110


@cache
def tracked() -> tuple[str, ...]:
    """Paths that git holds, or would hold after the next commit."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def documents() -> list[str]:
    return [name for name in tracked() if name.endswith(".md")]


def code_of(document: str) -> list[str]:
    """Lines of its code blocks, and its code spans."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", document, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", rest)


def commands_of(document: str) -> list[str]:
    """What a reader is told to type, without the remark after it."""
    lines = (line.split(" #")[0].strip() for line in code_of(document))
    typed = re.compile(r"(?:[A-Z_]+=\S+ )*(?:make|(?:\.venv/bin/)?sheber)(?: \S.*)?$")
    return [line for line in lines if typed.match(line)]


def named_after(program: str) -> dict[str, str]:
    """First words after a program in all documents, each with one that names it."""
    found = {}
    for name in documents():
        for command in commands_of(text(name)):
            match = re.search(rf"(?:^|[ /]){program} ([a-z][\w-]*)", command)
            if match:
                found[match[1]] = name
    return found


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def test_every_make_command_in_a_document_exists() -> None:
    named = named_after("make")
    assert {"demo", "test"} <= named.keys()
    assert named.keys() - targets() == set()


def test_make_alone_lists_every_target() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make ([a-z]+) +\S", done.stdout, re.MULTILINE)) == targets()


def test_every_sheber_command_in_a_document_exists() -> None:
    named = named_after("sheber")
    assert "init" in named
    wrong = []
    for word, document in named.items():
        done = subprocess.run([ROOT / ".venv/bin/sheber", word, "--help"], capture_output=True)
        if done.returncode != 0:
            wrong.append(f"{document}: sheber {word}")
    assert wrong == []


def test_every_option_of_sheber_in_a_document_exists() -> None:
    wrong = []
    for name in documents():
        for command in commands_of(text(name)):
            match = re.search(r"(?:^|/)sheber ([a-z][\w-]*)(.*)", command)
            options = re.findall(r"(?<=\s)--?[a-z][\w-]*", match[2]) if match else []
            if match and options:
                known = help_of(match[1])
                wrong += [f"{name}: {match[1]} {each}" for each in options if each not in known]
    assert wrong == []


@cache
def help_of(word: str) -> frozenset[str]:
    done = subprocess.run(
        [ROOT / ".venv/bin/sheber", word, "--help"], capture_output=True, text=True
    )
    return frozenset(re.findall(r"(?<![\w-])--?[a-z][\w-]*", done.stdout))


def test_every_link_leads_somewhere() -> None:
    wrong = []
    for name in documents():
        for link in re.findall(r"\]\(([^)\s]+)\)", text(name)):
            if not re.match(r"[a-z]+:", link) and not resolves(ROOT / name, unquote(link)):
                wrong.append(f"{name}: {link}")
    assert wrong == []


def resolves(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(target)


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in words}


def test_the_three_readmes_teach_the_same_commands() -> None:
    first, *others = (commands_of(text(name)) for name in READMES)
    assert len(first) > 5
    assert all(commands == first for commands in others)


def test_the_three_readmes_have_the_same_headings() -> None:
    first, *others = (
        [hashes.count("#") for hashes in re.findall(r"^#+ ", text(name), re.MULTILINE)]
        for name in READMES
    )
    assert all(headings == first for headings in others)


def test_the_three_readmes_link_to_the_same_places() -> None:
    def links(name: str) -> set[str]:
        return set(re.findall(r"\]\(([^)\s]+)\)", text(name))) - set(READMES)

    first, *others = map(links, READMES)
    assert all(each == first for each in others)


@pytest.mark.parametrize("name", READMES)
def test_a_readme_takes_three_screens_at_most(name: str) -> None:
    rows = sum(1 + len(line) // COLUMNS_OF_A_SCREEN for line in text(name).splitlines())
    assert rows <= 3 * ROWS_OF_A_SCREEN


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("README.md", "Not affiliated with or endorsed by any government, ministry or company"),
        ("README.ru.md", "Не связана ни с одним правительством, министерством или компанией"),
        ("README.kk.md", "Ешбір үкіметпен, министрлікпен немесе компаниямен байланысты емес"),
    ],
)
def test_a_readme_says_that_nobody_endorsed_it(name: str, sentence: str) -> None:
    assert sentence in text(name)


def test_the_kazakh_readme_says_that_it_is_a_draft() -> None:
    assert "жұмыс аудармасы (жоба)" in text("README.kk.md")


def test_the_licence_is_the_one_that_is_declared() -> None:
    declared = tomllib.loads(text("pyproject.toml"))["project"]["license"]
    assert declared == "EUPL-1.2"
    assert text("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_decision_stands_in_the_list() -> None:
    pages = {Path(name).name for name in tracked() if name.startswith("docs/decisions/0")}
    listed = re.findall(r"\]\((0[^)]+)\)", text("docs/decisions/README.md"))
    assert set(listed) == pages
    assert listed == sorted(listed)


def test_the_python_of_the_readme_is_the_one_that_is_required() -> None:
    required = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"]
    assert f"Python {required.removeprefix('>=')} or newer" in text("README.md")
