# SPDX-License-Identifier: GPL-3.0-or-later
"""How a vault stands when it is opened: what older records or files put back would show.

The outside head and the key file's generation are witnesses.  Opening rewrites them, so what they
say is held against the records first, and a promise that is not kept is remembered for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.errors import DamagedError, VaultDamagedError
from db.ledger.author import Head
from db.ledger.checkpoint import Checkpoint
from db.ledger.tree import Frontier
from db.model.digest import LENGTH, Digest
from db.model.flaw import Discrepancy, Flaw
from db.seal.keyring import Keyring
from db.store.driver import Database, translated
from db.store.folder import BALLAST, Folder

PROMISE: Final = "promised-head-"
"""Settings of this name are outside heads that the records did not fulfil when they were opened."""
GENERATION: Final = "keys-generation"


@dataclass(frozen=True, slots=True)
class Standing:
    """What was found.  `promised`: an outside head that the records do not fulfil, or None."""

    flaws: tuple[Discrepancy, ...]
    promised: Checkpoint | None = None


def read_head(db: Database) -> Head:
    """Return where the ledger stands; VaultDamagedError when its head is missing or damaged."""
    with translated("records.db"):
        rows = list(db.query("SELECT * FROM head ORDER BY size DESC LIMIT 1"))
        last = list(db.query("SELECT link FROM entry ORDER BY seq DESC LIMIT 1"))
    try:
        checkpoint = Checkpoint.parse(rows[0]["note"])
        edge = rows[0]["edge"]
        parts = tuple(edge[at : at + LENGTH] for at in range(0, len(edge), LENGTH))
        head = Head(Frontier(checkpoint.size, parts), Digest(last[0]["link"]))
    except (IndexError, ValueError, DamagedError) as error:
        message = "the ledger's head is missing or damaged"
        raise VaultDamagedError(message, file="records.db") from error
    if head.frontier.root != checkpoint.root:
        message = "the ledger's head does not fit its tree"
        raise VaultDamagedError(message, file="records.db")
    return head


def stand(folder: Folder, db: Database, head: Head, ring: Keyring) -> Standing:
    """Hold the files outside the database against the records, before anything is rewritten."""
    outside = _outside(folder, db, head)
    return Standing((*outside.flaws, *_files(folder, db, ring)), outside.promised)


def _outside(folder: Folder, db: Database, head: Head) -> Standing:
    try:
        outside = folder.read_head()
    except VaultDamagedError as error:
        return Standing((Discrepancy(Flaw.MALFORMED, "head.txt", str(error)),))
    if outside is None:
        detail = "the head outside the database is gone"
        return Standing((Discrepancy(Flaw.MISSING, "head.txt", detail),))
    if outside.size > head.size:
        detail = f"head.txt promises {outside.size} entries, there are {head.size}"
        return Standing((Discrepancy(Flaw.CUT_TAIL, "records.db", detail),), outside)
    with translated("records.db"):
        row = db.execute("SELECT note FROM head WHERE size = ?", [outside.size]).fetchone()
    if row is None or row[0] != outside.note:
        detail = f"head.txt tells another history of {outside.size} entries"
        return Standing((Discrepancy(Flaw.FORKED, "records.db", detail),), outside)
    return Standing(())


def _files(folder: Folder, db: Database, ring: Keyring) -> Iterator[Discrepancy]:
    """Yield what was wrong with files that opening the vault sets right."""
    if ring.generation < generation(db):
        detail = "an older key file was put back: passphrases given up since then open it again"
        yield Discrepancy(Flaw.MISMATCH, "keys.json", detail)
    ballast = folder.ballast
    if ballast.exists() and ballast.stat().st_size != BALLAST:
        yield Discrepancy(Flaw.MISMATCH, "ballast", "the ballast had another size")


def keep_promise(db: Database, promised: Checkpoint | None) -> None:
    """Keep an outside head that the records do not fulfil: the next one takes its place."""
    if promised is not None:
        promise = [f"{PROMISE}{promised.size}", promised.note]
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", promise)


def generation(db: Database) -> int:
    """Return the highest generation of the key file that this vault was opened with."""
    with translated("records.db"):
        row = db.execute("SELECT value FROM setting WHERE name = ?", [GENERATION]).fetchone()
    return 0 if row is None else int(row[0])


def keep_generation(db: Database, number: int) -> None:
    """Remember the key file's generation."""
    db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [GENERATION, str(number)])
