"""Files that the commands write, and what is said of input that is wrong."""

import json
import os
import tempfile
from pathlib import Path


class WrongInput(Exception):
    """Something that the person can mend, said in a sentence."""


def write(path: str, document: object) -> None:
    """Write the whole file or nothing: beside it first, then in its place."""
    target = Path(path)
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(as_json(document) + "\n")
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongInput(f"{path} cannot be written: {error.strerror}.") from error


def as_json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
