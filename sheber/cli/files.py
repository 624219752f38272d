"""Files that the commands write, and what is said of input that is wrong."""

import json
import os
import secrets
import tempfile
from pathlib import Path

SECRET_BYTES = 32


class WrongInput(Exception):
    """Something that the person can mend, said in a sentence."""


def write(path: str, document: object) -> None:
    """Write a document as JSON, the whole file or nothing."""
    write_bytes(path, f"{as_json(document)}\n".encode())


def check_place(path: str | None) -> None:
    """Refuse, before long work, a place where nothing can be written afterwards."""
    if path is None:
        return
    target = Path(path)
    if not target.parent.is_dir():
        raise WrongInput(
            f"{path} cannot be written: there is no folder {target.parent}. "
            "Make it, or name another."
        )
    if target.is_dir():
        raise WrongInput(f"{path} cannot be written: it is a folder. Name a file in it.")


def write_bytes(path: str, content: bytes) -> None:
    """Write the whole file or nothing: beside it first, then in its place. What is no file, like
    a pipe or /dev/null, is written to and stays what it is."""
    check_place(path)
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongInput(f"{path} cannot be written: {error.strerror}.") from error


def as_json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def secret_in(path: Path) -> bytes:
    """The secret of a file; a fresh one, kept there, if there is no such file."""
    return _read_secret(path) if path.exists() else _new_secret(path)


def _read_secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise WrongInput(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise WrongInput(f"{path} is no secret: it holds 64 hexadecimal digits.") from error
    if len(secret) != SECRET_BYTES:
        raise WrongInput(f"{path} is no secret: it holds 64 hexadecimal digits.")
    return secret


def _new_secret(path: Path) -> bytes:
    """A fresh secret in a file that only its owner reads."""
    secret = secrets.token_bytes(SECRET_BYTES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret.hex() + "\n")
    except OSError as error:
        raise WrongInput(f"{path} cannot be written: {error.strerror}.") from error
    return secret
