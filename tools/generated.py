"""Write docs/generated/ from the code: state diagrams, who may move what, refusals, commands and
the schemas of files.

Usage: python tools/generated.py [--check]
With --check nothing is written and the exit code says whether a page is out of date.
"""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "generated"
NOTE = "<!-- Written by tools/generated.py from the code. Do not edit. -->\n\n"


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sheber.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("en")


def lives() -> Iterator[tuple[str, object]]:
    """(stage, life) of every table of states, in the order of the river."""
    from django.conf import settings

    from sheber.kernel.states import Life

    for stage in settings.STAGES:
        with contextlib.suppress(ModuleNotFoundError):
            module = import_module(f"sheber.{stage}.states")
            for value in vars(module).values():
                if isinstance(value, Life):
                    yield stage, value


def states() -> str:
    """One diagram a life."""
    parts = ["# States\n\nWho may make each move stands in [permissions](permissions.md).\n"]
    for _, life in lives():
        parts.append(f"\n## {life.subject}\n\n```mermaid\nstateDiagram-v2\n")
        parts.append(f"    [*] --> {life.start}\n")
        parts += [
            f"    {source} --> {move.target}: {move.name}\n"
            for move in life.moves
            for source in move.sources
        ]
        parts.append("```\n")
    return "".join(parts)


def permissions() -> str:
    """Role × act: a dot where a role may make a move, within its own scope."""
    from sheber.registry.enums import Role

    columns = [*(role.value for role in Role), "calendar"]
    lines = [
        "# Who may move what\n",
        "A dot: somebody in this role may, within the scope that the stage's `rules.py` states",
        "(own organisation, own region, own country, own person). “calendar” is a deadline.\n",
        "| move | reason | " + " | ".join(columns) + " |",
        "|---|---|" + "---|" * len(columns),
    ]
    for _, life in lives():
        for move in life.moves:
            dots = ["•" if column in {str(one) for one in move.who} else "" for column in columns]
            needed = "needed" if move.needs_reason else ""
            lines.append(f"| {life.subject}.{move.name} | {needed} | " + " | ".join(dots) + " |")
    return "\n".join(lines) + "\n"


def refusals() -> str:
    """Every refusal: its code, which scripts may rely on, and its sentence."""
    from sheber.kernel import refusals as known

    lines = ["# Refusals\n", "| code | sentence |", "|---|---|"]
    for code, sentence in sorted(known.sentences().items()):
        lines.append(f"| `{code}` | {str(sentence).replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """The help of every command, as it prints."""
    from sheber.cli import main

    os.environ["COLUMNS"] = "100"
    parts = ["# Commands\n"]
    for name in main.MODULE_OF:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            main.main([name, "--help"])
        parts.append(f"\n## sheber {name}\n\n```\n{out.getvalue().rstrip()}\n```\n")
    return "".join(parts)


def settings_page() -> str:
    """What the environment may set."""
    from sheber import settings

    return f"# Settings\n\n```\n{(settings.__doc__ or '').strip()}\n```\n"


def schemas() -> dict[str, str]:
    """The JSON Schemas of the files of planning, by the name of their page."""
    from sheber.doors.planning.schema import plan_schema, problem_schema

    made = {"problem.schema.json": problem_schema(), "plan.schema.json": plan_schema()}
    return {
        name: json.dumps(one, ensure_ascii=False, indent=1) + "\n" for name, one in made.items()
    }


PAGES = {
    "states.md": states,
    "permissions.md": permissions,
    "refusals.md": refusals,
    "commands.md": commands,
    "settings.md": settings_page,
}


def written() -> dict[str, str]:
    """What every page should say, by its name."""
    return {**{name: NOTE + build() for name, build in PAGES.items()}, **schemas()}


def stale() -> list[str]:
    """Pages whose text is not what the code says."""
    return [
        name
        for name, text in written().items()
        if not (TARGET / name).exists() or (TARGET / name).read_text() != text
    ]


def main() -> int:
    start_django()
    if "--check" in sys.argv[1:]:
        found = stale()
        print("\n".join(f"docs/generated/{name} is out of date" for name in found))
        return 1 if found else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (TARGET / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
