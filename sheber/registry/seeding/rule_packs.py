"""Rule packs from `seeds/rules` into rows. A pack that is loaded again replaces its rules."""

import hashlib
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES
from sheber.registry import rules
from sheber.registry.models import Rule, RulePack
from sheber.registry.seeding.loaded import Loaded


def load_rule_packs(folder: Path, *, actor: Actor, now: datetime) -> Loaded:
    """Load every rule pack of a folder; a pack that is loaded again replaces its rules."""
    require(rules.can_keep_registry(actor), "registry.rule_pack.load")
    labels = {
        row["code"]: row
        for row in tomllib.loads((folder / "labels.toml").read_text("utf-8"))["label"]
    }
    counts = {}
    with transaction.atomic():
        for path in sorted(folder.glob("*-*.toml")):
            counts[path.stem] = _load_pack(path, labels, actor=actor, now=now)
    return Loaded(counts)


def _load_pack(
    path: Path, labels: dict[str, dict[str, str]], *, actor: Actor, now: datetime
) -> int:
    raw = path.read_bytes()
    given = tomllib.loads(raw.decode())
    digest = hashlib.sha256(raw).hexdigest()
    pack, _ = RulePack.objects.update_or_create(
        code=given["code"],
        defaults={
            "country_id": given["country"],
            "valid_from": given["valid_from"],
            "valid_to": given["valid_to"],
            "sha256": digest,
        },
    )
    Rule.objects.filter(pack=pack).delete()
    rows = [_rule(pack, one, labels, path.name) for one in given["rule"]]
    Rule.objects.bulk_create(rows)
    events.record(
        events.Entry(
            "registry.rule_pack.load", ("registry.rule_pack", pack.code), facts={"sha256": digest}
        ),
        actor=actor,
        now=now,
    )
    return len(rows)


def _rule(
    pack: RulePack, given: dict[str, Any], labels: dict[str, dict[str, str]], file: str
) -> Rule:
    label = labels.get(given["code"])
    if label is None:
        raise Refused("seed_broken", file=file, row=given["code"], fault="no label")
    return Rule(
        pack=pack,
        code=given["code"],
        kind=given["kind"],
        value=_plain(given.get("value")),
        unit=given.get("unit", ""),
        source=given["source"],
        source_date=str(given.get("source_date", "")),
        certainty=given["certainty"],
        asked_of=given.get("asked_of", ""),
        in_force_from=given.get("in_force_from"),
        kk_status=given.get("kk_status", label["kk_status"]),
        **{f"label_{language}": label[language] for language in LANGUAGES},
        **_in_three(given, "question"),
        **_in_three(given, "note"),
    )


def _in_three(given: dict[str, Any], field: str) -> dict[str, str]:
    names = [f"{field}_{language}" for language in LANGUAGES]
    return {name: given.get(name, "") for name in names}


def _plain(value: Any) -> Any:
    """TOML dates as ISO text, so that the value is JSON."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
