"""`sheber clear --public`: what everybody may read of a result, and each applicant's receipt."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from sheber.cli.files import WrongInput, secret_in, write
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.public import Committed, commit, public_document
from sheber.engine.clearing.solve import Outcome


def add_public(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--public",
        metavar="FILE",
        help="also write the public edition, in which nobody can be found; needs --secret",
    )
    parser.add_argument(
        "--secret",
        metavar="FILE",
        help="32 random bytes in hexadecimal that salt the rows: made if it is not there, else "
        "read; keep it to yourself",
    )
    parser.add_argument(
        "--receipts",
        metavar="FOLDER",
        help="also write each applicant's receipt, by which they find their row in the public "
        "edition",
    )


def also_public(options: argparse.Namespace, file: MarketFile, outcome: Outcome) -> None:
    """The public edition and the receipts, if they were asked for."""
    if not options.public:
        if options.receipts or options.secret:
            raise WrongInput("Receipts and their secret belong to a public edition: add --public.")
        return
    if not options.secret:
        raise WrongInput(
            "A public edition needs a secret, without which rows could be guessed:\n"
            f"  --public {options.public} --secret secret.hex"
        )
    committed = commit(file, outcome.certificate, secret_in(Path(options.secret)))
    protected = np.isin(np.arange(file.market.pools), list(file.protected))
    write(options.public, public_document(committed, protected))
    if options.receipts:
        _write_receipts(Path(options.receipts), committed)


def _write_receipts(folder: Path, committed: Committed) -> None:
    """One file an applicant, by the id as it stands in an address."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongInput(f"{folder} cannot be written: {error.strerror}.") from error
    names: Any = committed.file.names.applicants
    for applicant, name in enumerate(names):
        write(str(folder / f"{quote(name, safe='')}.json"), committed.receipt(applicant))
