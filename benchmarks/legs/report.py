"""Figures as a table on the screen, and kept in docs/benchmarks.md with the machine named."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
from pathlib import Path
from typing import Any

import numba
import numpy as np

PAGE = Path("docs/benchmarks.md")
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
SPEED = (
    ("solve, s", "solve_s"),
    ("pass, s", "certificate_s"),
    ("ratio", "ratio"),
    ("pass ÷ reading", "guard"),
    ("pass, ns a line", "pass_ns_per_line"),
    ("pack, s", "pack_s"),
    ("unpack, s", "unpack_s"),
    ("matched", "matched"),
    ("bytes per applicant", "peak_bytes_per_applicant"),
)

Figures = dict[str, Any]


def rows(name: str, figures: Figures, bar: float | None) -> str:
    """One benchmark for the screen: a line for each figure, and whether its bar is reached."""
    lines = [name, *(f"  {label:<42} {said}" for label, said in _flat(figures))]
    if bar is not None:
        lines.append(f"  {f'bar: a ratio of at most {bar}':<42} {_verdict(figures, bar)}")
    return "\n".join(lines)


def keep(found: dict[str, Figures], bars: dict[str, int], page: Path = PAGE) -> None:
    """Write these figures over those kept beside a page, and the page from all of them. Figures of
    another machine are forgotten."""
    beside = page.with_suffix(".json")
    kept = json.loads(beside.read_text()) if beside.exists() else {}
    figures = kept.get("figures", {}) if kept.get("machine") == machine() else {}
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    figures |= {name: {"measured": today, **one} for name, one in found.items()}
    beside.write_text(
        json.dumps({"machine": machine(), "figures": figures}, indent=1, ensure_ascii=False) + "\n"
    )
    text = f"{BEGIN}\n\n{_tables(figures, bars)}\n{END}"
    page.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: text, page.read_text(), flags=re.DOTALL))


def machine() -> str:
    """Processor, cores and memory as the system says, and the versions that matter."""
    versions = (
        f"Python {platform.python_version()}, NumPy {np.__version__}, Numba {numba.__version__}"
    )
    return f"{_processor()}, {os.cpu_count()} cores, {_memory()}; {versions}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return named[1] if named else platform.processor() or platform.machine()


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GiB"


def _tables(figures: dict[str, Figures], bars: dict[str, int]) -> str:
    speed = {name: one for name, one in figures.items() if "ratio" in one}
    others = {name: one for name, one in figures.items() if name not in speed}
    parts = [f"Measured on: {machine()}."]
    if speed:
        parts.append("\n" + _speed_table(speed, bars))
    for name, one in others.items():
        parts.append(f"\n### `{name}`\n\n| figure | |\n|---|---|")
        parts += [f"| {label} | {said} |" for label, said in _flat(one)]
    return "\n".join(parts) + "\n"


def _speed_table(speed: dict[str, Figures], bars: dict[str, int]) -> str:
    heads = ["market", "bar", *(head for head, _ in SPEED), "measured"]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for name, one in speed.items():
        bar = f"{bars[name]}: {_verdict(one, bars[name])}" if name in bars else "none"
        cells = [f"`{name}`", bar, *(_said(one[key]) for _, key in SPEED), one["measured"]]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _verdict(figures: Figures, bar: float) -> str:
    return "reached" if figures["ratio"] <= bar else "not reached"


def _flat(figures: Figures, before: str = "") -> list[tuple[str, str]]:
    """Figures within figures, one after the other, each with its whole name."""
    flat = []
    for key, value in figures.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{before}{key}, ")
        else:
            flat.append((before + key, _said(value)))
    return flat


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
