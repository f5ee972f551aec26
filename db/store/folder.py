# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault as a folder the user can see, copy and back up: which file is what.

::

    SEGEL.txt        says what this folder is, to whoever finds it
    keys.json        unlock slots, and keys-salinan.json, a second copy of the same bytes
    records.db       SQLCipher: people, ledger, evidence rows, search, thumbnails
    head.txt         the last signed head, outside the database, so that a cut tail shows
    media/0001.db    shelves of ciphertext
    media/rekam-*.db tapes of recordings under way
    putar/           playable copies on their way into a bundle, sealed; gone once it is written
    ballast          32 MiB of nothing, given up when the disk is full
    attempts.json    wrong passphrases since the last right one
    vault.lock       held while the vault is open
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import (
    DamagedError,
    InvalidInputError,
    NewerFormatError,
    NotFoundError,
    SegelError,
    ThrottledError,
    VaultDamagedError,
)
from db.model import canonical
from db.model.canonical import Json
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import AccountId, VaultId
from db.model.moment import MICRO
from db.seal import slots
from db.seal.hashing import digest
from db.seal.slots import Keyring
from db.store import disk
from db.store.names import KEYS, RECORDS, SMALL, UNFINISHED
from db.store.trouble import on_disk

if TYPE_CHECKING:
    from db.ledger.checkpoint import Checkpoint

BALLAST: Final = 32 * 1024 * 1024
NAME: Final = "attempts.json"
FREE_GUESSES: Final = 3
FIRST_WAIT_S: Final = 5
LONGEST_WAIT_S: Final = 15 * 60
SIGN: Final = (
    "Folder ini adalah brankas bukti Segel. Jangan ubah, hapus atau ganti nama isinya.\n"
    "Bukalah dengan Segel. Untuk mencadangkan, salin seluruh folder saat brankas terkunci.\n"
    "\n"
    "This folder is a Segel evidence vault. Do not change, delete or rename anything in it.\n"
    "Open it with Segel. To back it up, copy the whole folder while the vault is locked.\n"
)
FILES: Final = frozenset(
    {
        "SEGEL.txt",
        *KEYS,
        RECORDS,
        "records.db-wal",
        "head.txt",
        "media",
        "ballast",
        "attempts.json",
        "vault.lock",
        UNFINISHED,
    }
)
BEGUN: Final = frozenset({"records.db-journal", *(name + disk.PARTIAL for name in FILES)})
"""What a power cut in the middle of writing can leave beside them."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one vault."""

    path: Path

    @property
    def records(self) -> Path:
        """Return where the encrypted records lie."""
        return self.path / RECORDS

    @property
    def media(self) -> Path:
        """Return the folder of the shelves."""
        return self.path / "media"

    @property
    def lock(self) -> Path:
        """Return the file that is held while the vault is open."""
        return self.path / "vault.lock"

    @property
    def ballast(self) -> Path:
        """Return the file that is given up when the disk is full."""
        return self.path / "ballast"

    def lay_out(self) -> None:
        """Make the folder ready for a new vault; raise InvalidInputError unless it is empty.

        What a power cut left of a vault that was never finished counts as empty: `laid_out` had
        not been reached, so nothing can have been sealed in it.
        """
        with on_disk(self.path.name):
            disk.make_folder(self.path)
            names = {entry.name for entry in self.path.iterdir()}
            if UNFINISHED in names:
                for name in (FILES | BEGUN) & names - {"media", UNFINISHED}:
                    (self.path / name).unlink()
            elif names:
                message = "a new vault needs a new or empty folder"
                raise InvalidInputError(message, what="folder")
            (self.path / UNFINISHED).touch()  # empty, so there is nothing to write half
            disk.sync_folder(self.path)
            self.media.mkdir(exist_ok=True)
        disk.replace(self.path / "SEGEL.txt", SIGN.encode())

    def laid_out(self) -> None:
        """Say that the vault is complete."""
        with on_disk(self.path.name):
            (self.path / UNFINISHED).unlink()
            disk.sync_folder(self.path)

    def must_be_a_vault(self) -> None:
        """Raise NotFoundError, or VaultDamagedError when only part of a vault is here."""
        with on_disk(self.path.name):
            if not self.path.is_dir():
                message = "there is no vault in this folder"
                raise NotFoundError(message)
            names = {entry.name for entry in self.path.iterdir()}
        whole = names & {*KEYS, RECORDS}
        if UNFINISHED in names or not whole:
            message = "there is no vault in this folder"
            raise NotFoundError(message)
        if RECORDS not in names:
            message = "records.db is missing from this vault"
            raise VaultDamagedError(message, file=RECORDS)

    def tidy(self) -> None:
        """Remove what a power cut left of small files that were about to be replaced."""
        for name in FILES - {"media"}:
            with on_disk(name):
                (self.path / (name + disk.PARTIAL)).unlink(missing_ok=True)

    def read_keys(self) -> tuple[Keyring, bytes, tuple[Discrepancy, ...]]:
        """Return the keyring, its exact bytes, and what was wrong with either copy.

        Raise NewerFormatError for a later format, VaultDamagedError when no copy is whole.
        """
        flaws, whole = [], []
        for name in KEYS:
            try:
                data = self._read(name)
                whole.append((slots.from_bytes(data), data, name))
            except NewerFormatError:
                raise
            except NotFoundError:
                flaws.append(Discrepancy(Flaw.MISSING, name, "one of two copies is not there"))
            except DamagedError as error:
                flaws.append(Discrepancy(Flaw.MISMATCH, name, str(error)))
        if not whole:
            message = "both copies of the key file are damaged or missing"
            raise VaultDamagedError(message, file="keys.json")
        if len({ring.vault for ring, _, _ in whole}) > 1:
            # The head outside names the vault too; without it, the older copy is the stranger.
            ours = self._vault_of_head()
            whole.sort(key=lambda one: (one[0].vault == ours, one[0].generation))
            _, _, name = whole.pop(0)
            flaws.append(Discrepancy(Flaw.MISMATCH, name, "this copy belongs to another vault"))
        whole.sort(key=lambda one: (one[0].generation, one[2] == "keys.json"))
        if len({data for _, data, _ in whole}) > 1:
            flaws.append(Discrepancy(Flaw.MISMATCH, whole[0][2], "the two copies differ in age"))
        ring, data, _ = whole[-1]
        return ring, data, tuple(flaws)

    def _vault_of_head(self) -> VaultId | None:
        with suppress(SegelError):
            head = self.read_head()
            return None if head is None else head.vault
        return None

    def write_keys(self, data: bytes) -> None:
        """Replace both copies, one after the other: at any moment one of them is whole."""
        for name in KEYS:
            disk.replace(self.path / name, data)

    def read_head(self) -> "Checkpoint | None":
        """Return the outside head, or None if there is none yet; DamagedError if unreadable."""
        from db.ledger.checkpoint import Checkpoint  # noqa: PLC0415 - the lock screen needs none

        try:
            return Checkpoint.parse(self._read("head.txt").decode())
        except NotFoundError:
            return None
        except (DamagedError, UnicodeDecodeError) as error:
            message = "the outside head is damaged"
            raise VaultDamagedError(message, file="head.txt") from error

    def write_head(self, head: "Checkpoint") -> None:
        """Keep a signed head outside the database."""
        disk.replace(self.path / "head.txt", head.note.encode())

    def _read(self, name: str) -> bytes:
        with on_disk(name), (self.path / name).open("rb") as file:
            return file.read(SMALL)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passphrases since the last right one, and how long that makes the next one wait.

    Someone with the disk can delete the file; it slows a colleague at the keyboard, and Argon2id
    slows the others.
    """

    folder: Folder

    def read(self, account: AccountId) -> tuple[int, int]:
        """Return the number of failures and the wall time of the last in microseconds."""
        return self._all().get(account, (0, 0))

    def must_be_allowed(self, account: AccountId, now_us: int) -> None:
        """Raise ThrottledError, with the seconds left, while the account must wait."""
        count, last = self.read(account)
        if count < FREE_GUESSES:
            return
        wait = min(FIRST_WAIT_S << min(count - FREE_GUESSES, 20), LONGEST_WAIT_S)
        if now_us < last:
            # The clock was set back: wait from now on, not until it is that late again.
            self._write({**self._all(), account: (count, now_us)})
            last = now_us
        left = wait - (now_us - last) // MICRO
        if left > 0:
            message = "too many wrong passphrases"
            raise ThrottledError(message, seconds=str(left))

    def failed(self, account: AccountId, now_us: int) -> None:
        """Count one more failure."""
        count, _ = self.read(account)
        self._write({**self._all(), account: (count + 1, now_us)})

    def forget(self, account: AccountId) -> None:
        """Start counting anew."""
        rest = {name: value for name, value in self._all().items() if name != account}
        if rest != self._all():
            self._write(rest)

    def flaws(self) -> tuple[Discrepancy, ...]:
        """Return what is wrong with the file; a missing one is right."""
        try:
            data = (self.folder.path / NAME).read_bytes()
        except FileNotFoundError:
            return ()
        except OSError:
            return (Discrepancy(Flaw.UNREADABLE, NAME, "the file cannot be read"),)
        try:
            _counts(data)
        except (DamagedError, ValueError, TypeError):
            return (Discrepancy(Flaw.MISMATCH, NAME, "the file is damaged"),)
        return ()

    def _all(self) -> dict[str, tuple[int, int]]:
        try:
            return _counts((self.folder.path / NAME).read_bytes())
        except (OSError, DamagedError, ValueError, TypeError):
            return {}

    def _write(self, counts: dict[str, tuple[int, int]]) -> None:
        body: dict[str, Json] = {name: list(pair) for name, pair in counts.items()}
        checksum = digest(canonical.to_bytes(body)).hex
        data = canonical.to_bytes({"checksum": checksum, "counts": body})
        try:
            disk.replace(self.folder.path / NAME, data)
        except SegelError:
            return  # a full or read-only disk must not hide the real answer about the passphrase


def _counts(data: bytes) -> dict[str, tuple[int, int]]:
    value = canonical.from_bytes(data)
    if not isinstance(value, dict) or set(value) != {"checksum", "counts"}:
        raise ValueError
    counts = value["counts"]
    checksum = digest(canonical.to_bytes(counts)).hex
    if not isinstance(counts, dict) or checksum != value["checksum"]:
        raise ValueError
    return {str(name): (int(count), int(last)) for name, (count, last) in counts.items()}
