"""`sheber.lottery/1`: a draw as it is published, read and written; and lists of ids as text.

The file holds no pseudonym: the hash of their list, their number, what each party committed to
and revealed, and the seed. With the list, which the offices and auditors have, every rank follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.lottery import SECRET_BYTES, Party, check_draw, list_sha256
from sheber.engine.errors import InvalidDraw, PropertyViolated

FORMAT = "sheber.lottery/1"
HASH_DIGITS = 2 * SECRET_BYTES
WORDS = {
    ("L1", ""): "the secret of {name} is not the one it committed to",
    ("L2", ""): "{name} committed to another list than {first}",
    ("L3", "not_given"): "{name} has given nothing to the seed yet: the draw is not finished",
    ("L3", "other_seed"): "the parties gave the seed {found}, stated is {stated}",
    ("list", ""): "this list has the hash {found}, the parties committed to {stated}",
}
REFUSALS = {
    "repeated_id": "The id “{id}” stands twice in the list: keep one line of it.",
    "id_not_a_line": "An id is empty or runs over a line: give each a line of its own.",
    "secret_length": "The secret has {bytes} bytes, {needed} are needed: 64 hexadecimal digits.",
    "too_few_parties": "A draw needs at least two parties, here are {parties}.",
}


@dataclass(frozen=True)
class DrawFile:
    """A draw as its file states it; nothing of it is believed yet. `seed` is empty before it
    was drawn. `deadline`, `source` and `evidence` are for people."""

    names: tuple[str, ...]
    parties: tuple[Party, ...]
    list_sha256: str
    people: int
    deadline: str
    source: str
    evidence: tuple[str, ...]
    seed: bytes


def draw_document(draw: DrawFile) -> Fields:
    """A draw, ready to be written as JSON."""
    stated = zip(draw.names, draw.parties, draw.evidence, strict=True)
    return {
        "format": FORMAT,
        "people": draw.people,
        "list_sha256": draw.list_sha256,
        "reveal_by": draw.deadline,
        "source": draw.source,
        "parties": [_party(name, party, evidence) for name, party, evidence in stated],
        **({"seed": draw.seed.hex()} if draw.seed else {}),
    }


def _party(name: str, party: Party, evidence: str) -> Fields:
    stated: Fields = {
        "party": name,
        "commitment": party.commitment,
        "list_sha256": party.list_sha256,
    }
    if party.secret is not None:
        stated["secret"] = party.secret.hex()
    elif party.stand_in is not None:
        stated["stand_in"] = {"text": party.stand_in, "evidence": evidence}
    return stated


def read_draw(text: bytes) -> DrawFile:
    """A draw file as it stands. Raises InvalidMarket with every fault and its path."""
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    reader = Reader(faults)
    required = ("people", "list_sha256", "reveal_by", "source", "parties")
    top = reader.document(document, FORMAT, required, ("seed",))
    faults.refuse()
    assert top is not None  # noqa: S101  (otherwise there is a fault)
    rows = [_read_party(reader, item, path) for path, item in reader.items(top, "parties", "")]
    if len(rows) < 2:
        faults.add("too_few_parties", "parties", parties=len(rows))
    read = DrawFile(
        names=tuple(name for name, _, _ in rows),
        parties=tuple(party for _, party, _ in rows),
        list_sha256=_hash(reader, top, "list_sha256", "") or "",
        people=reader.seats(top, "people", ""),
        deadline=reader.text(top["reveal_by"], "reveal_by") or "",
        source=reader.text(top["source"], "source") or "",
        evidence=tuple(evidence for _, _, evidence in rows),
        seed=bytes.fromhex(_hash(reader, top, "seed", "") or ""),
    )
    faults.refuse()
    return read


def _read_party(reader: Reader, item: object, path: str) -> tuple[str, Party, str]:
    required, optional = ("party", "commitment", "list_sha256"), ("secret", "stand_in")
    fields = reader.fields(item, path, required, optional) or {}
    name = reader.text(fields.get("party", ""), join(path, "party")) or ""
    secret = _hash(reader, fields, "secret", path)
    text, evidence = None, ""
    if "stand_in" in fields:
        where = join(path, "stand_in")
        if secret is not None:
            reader.faults.add("secret_and_stand_in", where)
        stated = reader.fields(fields["stand_in"], where, ("text", "evidence")) or {}
        text = reader.text(stated.get("text", ""), join(where, "text"))
        evidence = reader.text(stated.get("evidence", ""), join(where, "evidence")) or ""
    party = Party(
        commitment=_hash(reader, fields, "commitment", path) or "",
        list_sha256=_hash(reader, fields, "list_sha256", path) or "",
        secret=bytes.fromhex(secret) if secret is not None else None,
        stand_in=text,
    )
    return name, party, evidence


def _hash(reader: Reader, holder: Fields, field: str, path: str) -> str | None:
    """32 bytes in hexadecimal digits, in small letters."""
    if field not in holder:
        return None
    value, path = holder[field], join(path, field)
    text = reader.text(value, path)
    if text is None:
        return None
    if len(text) != HASH_DIGITS or set(text.lower()) - set("0123456789abcdef"):
        reader.faults.add("not_32_bytes", path, value=shown(value))
        return None
    return text.lower()


def draw_violations(draw: DrawFile, ids: Sequence[str] | None = None) -> list[PropertyViolated]:
    """L1–L3; and "list" where the list that is stated, or the one at hand, is not the one that
    was committed to."""
    found = check_draw(draw.parties, draw.seed)
    committed = draw.parties[0].list_sha256
    at_hand = [] if ids is None else [list_sha256(ids)]
    for other in (draw.list_sha256, *at_hand):
        if other != committed:
            found.append(PropertyViolated("list", {"found": other, "stated": committed}))
    return found


def draw_sentence(violation: PropertyViolated, draw: DrawFile) -> str:
    """One line: the property, and whom it concerns by name."""
    facts = {"stated": draw.seed.hex() or "nothing", **violation.facts}
    place = violation.facts.get("party")
    if isinstance(place, int):
        facts |= {"name": draw.names[place], "first": draw.names[0]}
    words = WORDS[violation.code, str(facts.get("why", ""))]
    return f"{violation.code} does not hold: {words.format(**facts)}."


def refusal_sentence(refusal: InvalidDraw) -> str:
    """Why nothing can be drawn, with the remedy."""
    return REFUSALS[refusal.code].format(**refusal.facts)


def read_ids(text: bytes) -> list[str]:
    """The ids of a list, one a line. Raises InvalidMarket if it is not text."""
    faults = Faults()
    try:
        lines = text.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        faults.add("not_utf8", "")
        lines = []
    if not any(lines) and not faults.count:
        faults.add("no_ids", "")
    faults.refuse()
    return [line for line in lines if line]


def ids_text(ids: Sequence[str]) -> str:
    """A list of ids as a file whose hash is the one that parties commit to."""
    return "".join(f"{name}\n" for name in sorted(ids, key=str.encode))
