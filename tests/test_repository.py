"""What no file of the repository may hold: addresses of registries, paths of a machine, secrets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_docs import ROOT, tracked

FORBIDDEN = {
    "an address of a package registry": re.compile(
        r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|\"resolved\":"
        r"|^\s*--?(?:index-url|extra-index-url|find-links|i)[ =]\S",
        re.MULTILINE,
    ),
    "a setting of a package registry": re.compile(
        r"^\s*(?:index-url|extra-index-url|find-links)\s*=|\[\[?tool\.uv\.index|UV_INDEX"
        r"|PIP_INDEX_URL",
        re.MULTILINE,
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.\-/<])/(?:work|farm|root|Users)/\w|(?<![\w.\-/<])/home/[a-z]+/\w"
    ),
    "a way out of the repository": re.compile(
        r"\.\./shared/(?:house|engine|screens|stack|domain|data|seeds|interop|reference|hooks)\b"
    ),
    "a secret key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|(?:ghp|glpat|pypi)[_-]\w{16}"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = []
    for name in tracked():
        content = read(ROOT / name)
        match = None if name == "tests/test_repository.py" else FORBIDDEN[what].search(content)
        if match:
            found.append(f"{name}:{content.count(chr(10), 0, match.start()) + 1} {match[0]!r}")
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an address of a package registry", "--index-url https://example.org"),
        ("an address of a package registry", '  "resolved": "https://example.org/a.tgz"'),
        ("a setting of a package registry", 'index-url = "https://example.org"'),
        ("a path of one machine", 'open("/home/someone/file")'),
        ("a way out of the repository", "see ../shared/domain/rules.md"),
        ("a secret key", "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_each_would_be_found(what: str, line: str) -> None:
    assert FORBIDDEN[what].search(line)


def test_every_pin_has_a_hash_and_no_address() -> None:
    for name in (
        "requirements.lock",
        "tools/setup/uv.txt",
        "tools/setup/peers.txt",
        "tools/setup/planning-peers.txt",
    ):
        lines = (ROOT / name).read_text().splitlines()
        pins = [line for line in lines if not line.startswith((" ", "#"))]
        assert pins
        assert all(re.match(r"[\w.\-]+==[\w.]+( ; .+)? \\$", pin) for pin in pins)
        assert all(
            re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
            for line in lines
            if line.startswith(" ")
        )


def read(path: Path) -> str:
    """Return the text of a file; nothing of one that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
