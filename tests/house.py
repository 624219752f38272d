"""What a file of the house does, read from its syntax: states set by hand, clocks, chance."""

import ast
from collections.abc import Collection, Iterator

Found = Iterator[tuple[int, str]]

WRITERS = {"update", "create", "get_or_create", "update_or_create", "aupdate", "acreate"}
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "django.db.models.functions.Now",
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "django.utils.timezone.now",
    "sheber.kernel.clock.now",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
    "time.time_ns",
}
CHANCE = ("random.", "numpy.random.", "secrets.", "uuid.uuid", "os.urandom")
SEEDED = {"random.Random", "numpy.random.default_rng"}


def calls(tree: ast.AST) -> Found:
    """Every call as (line, dotted name as far as it is written out)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def clocks_read(tree: ast.AST) -> Found:
    """Calls that ask what time it is."""
    return ((line, name) for line, name in full_calls(tree) if name in CLOCKS)


def chance_drawn(tree: ast.AST) -> Found:
    """Calls that draw from a source that nobody has seeded."""
    for line, name in full_calls(tree):
        if name.startswith(CHANCE) and name not in SEEDED:
            yield line, name


def full_calls(tree: ast.AST) -> Found:
    """Every call with its first word replaced by what was imported under it."""
    meant = dict(imported(tree))
    for line, name in calls(tree):
        first, dot, rest = name.partition(".")
        yield line, f"{meant.get(first, first)}{dot}{rest}"


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names of a file and the full name that each stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield (
                    one.asname or one.name.split(".")[0],
                    one.name if one.asname else (one.name.split(".")[0]),
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield one.asname or one.name, f"{node.module}.{one.name}"


def states_set(tree: ast.AST, living: Collection[str]) -> Found:
    """Places that write a state; `living` are the names of models that have one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            if node.attr == "state":
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and _writes_state(node, living):
            yield node.lineno, ast.unparse(node.func)


def _writes_state(call: ast.Call, living: Collection[str]) -> bool:
    name = ast.unparse(call.func).rsplit(".", 1)[-1]
    if name in WRITERS or name in living:
        return any(map(_names_state, call.keywords))
    if name == "setattr":
        return len(call.args) > 1 and _says_state(call.args[1])
    told = {"fields"} if name == "bulk_update" else {"update_fields"}
    fields = [one.value for one in call.keywords if one.arg in told]
    if name == "bulk_update":
        fields += call.args[1:]
    return any(_says_state(one) for part in fields for one in ast.walk(part))


def _names_state(keyword: ast.keyword) -> bool:
    """`state=…`, `**{"state": …}` or `defaults={"state": …}`."""
    if keyword.arg == "state":
        return True
    parts = keyword.value
    return isinstance(parts, ast.Dict) and any(_says_state(key) for key in parts.keys if key)


def _says_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == "state"
