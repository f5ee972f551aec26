# SPDX-License-Identifier: GPL-3.0-or-later
"""For whom bundles are encrypted, the key that opens what others encrypt for this vault, its sheet.

The secret key is kept in the encrypted records and never shown; recipients are no secret.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from db.bundle.contents import Contents, Written
from db.bundle.handover import Wrapping, hand_over
from db.bundle.volumes import Wait
from db.bundle.write import write
from db.errors import InvalidInputError, NotFoundError, SegelError
from db.model.people import Right
from db.model.progress import Check, Progress, Report
from db.seal import age
from db.store import settings
from db.store.vault import Vault
from desktop.actions import passphrase
from desktop.actions.leaflet import moment, set_leaflet

RECIPIENT: Final = "handover-recipient:"
OWN_KEY: Final = "handover-key"
NAME_LIMIT: Final = 120
PAUSE_S: Final = 1.0
TRIES: Final = 5
WORDS: Final = 7
"""Seven of some 1,400 words: 73 bits, for a file that anybody may carry away and try in peace."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody bundles are encrypted for.  `key`: "age1…" or "ssh-ed25519 …"."""

    name: str
    key: str


def recipients(vault: Vault) -> tuple[Recipient, ...]:
    """Return whom this vault knows, by name."""
    kept = settings.starting(vault, RECIPIENT)
    return tuple(sorted((Recipient(name, key) for key, name in kept.items()), key=_by_name))


def _by_name(one: Recipient) -> tuple[str, str]:
    return one.name.casefold(), one.key


def keep_recipient(vault: Vault, name: str, key: str) -> Recipient:
    """Keep a recipient under a name.

    Raise InvalidInputError with `what` "recipient" for no usable key, "recipient-name" for a name
    that is empty or over 120 characters, and NotPermittedError for a role that may not export.
    """
    vault.must(Right.EXPORT)
    cleaned, said = age.clean_recipient(key), " ".join(name.split())
    if not 0 < len(said) <= NAME_LIMIT:
        message = "a recipient has a name"
        raise InvalidInputError(message, what="recipient-name")
    settings.put(vault, f"{RECIPIENT}{cleaned}", said)
    return Recipient(said, cleaned)


def drop_recipient(vault: Vault, key: str) -> None:
    """Forget a recipient; raises as `keep_recipient` for a role that may not."""
    vault.must(Right.EXPORT)
    settings.drop(vault, f"{RECIPIENT}{key}")


def own_recipient(vault: Vault) -> str:
    """Return what others encrypt for so that this vault opens it; the key is made when asked for.

    Raise NotPermittedError for a role that may not seal.
    """
    vault.must(Right.SEAL)
    secret = settings.get(vault, OWN_KEY)
    if not secret:
        made = age.new_identity()
        settings.put(vault, OWN_KEY, made.secret)
        return made.recipient
    return age.recipient_of(secret)


def own_secrets(vault: Vault) -> tuple[bytes, ...]:
    """Return the key of this vault as `db.seal.age.decrypt` takes it; none where there is none."""
    vault.must(Right.SEAL)
    secret = settings.get(vault, OWN_KEY)
    return (secret.encode(),) if secret else ()


def secrets_in(file: Path, words: str = "") -> tuple[bytes, ...]:
    """Return what a key file holds; `words` opens one that has a passphrase.

    Raise NotFoundError, WrongPassphraseError, and InvalidInputError with `what` "age-key", or
    "key-passphrase" where a passphrase is needed and none was given.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(age.KEY_LIMIT + 1)
    except OSError as error:
        message = "the key file cannot be read"
        raise NotFoundError(message) from error
    if not age.is_protected(data):
        return (data,)
    if not words:
        message = "this key file has a passphrase"
        raise InvalidInputError(message, what="key-passphrase")
    return (age.unprotect(data, words),)


def key_beside(file: Path) -> Path | None:
    """Return the key file with a passphrase that lies beside a hand-over, or None."""
    stem = file.name.partition(".tar.age")[0]
    beside = file.with_name(f"{stem}.kunci.age")
    return beside if beside.is_file() else None


def suggest() -> str:
    """Return a passphrase for a hand-over: words that can be typed from paper."""
    return passphrase.suggest(WORDS)


def lay(
    target: Path,
    contents: Contents,
    wrapping: Wrapping | None,
    *,
    check: Check,
    report: Report,
) -> Written:
    """Write a bundle as a folder, or encrypted for somebody; raises what either raises."""
    if wrapping is None:
        return write(target, contents, check=check, report=report)
    return hand_over(target, contents, wrapping, check=check, report=report).written


def sealed_for(wrapping: Wrapping | None) -> dict[str, str]:
    """Return what the ledger is told about for whom a bundle was encrypted."""
    if wrapping is None:
        return {}
    return {"sealed_for": " ".join((*wrapping.recipients, *_sheet(wrapping)))}


def _sheet(wrapping: Wrapping) -> Sequence[str]:
    return ("kata-sandi",) if wrapping.passphrase else ()


def passphrase_sheet(identifier: str, words: str, created: datetime) -> bytes:
    """Return one A4 page that carries a passphrase by another road than the bundle.

    Keep the bytes as secret as `words`.  `created`: aware; equal arguments give equal bytes.
    """
    values = {
        "created": moment(created),
        "identifier": identifier,
        "words": words.split(),
    }
    return set_leaflet("passphrase", values, created)


def patience(
    folder: Path, check: Check, report: Report, sleep: Callable[[float], None] = time.sleep
) -> Wait:
    """Return what waits for a medium that was pulled out, until it is back or `check` stops it.

    One that is there and fails all the same is given up after a few tries.
    """
    tries = 0

    def wait(_error: SegelError) -> bool:
        nonlocal tries
        tries += 1
        while True:
            check()
            report(Progress(0, 0, "items", "waiting-for-medium", folder.name))
            sleep(PAUSE_S)
            if folder.is_dir() and os.access(folder, os.W_OK):
                return tries <= TRIES

    return wait
