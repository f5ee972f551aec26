# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting into a vault from a terminal.  Passphrases come from the keyboard or from a file."""

import getpass
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from db.errors import InvalidInputError
from db.intake.isolate import Examiner
from db.model.moment import Moment
from db.model.people import Role
from db.store.driver import translated
from db.store.vault import Person, Vault, doors
from desktop import BUILT_US, __version__
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk, desk_for
from desktop.cli import clock
from desktop.cli.terminal import Terminal

T = TypeVar("T")
BINARY: Final = getattr(os, "O_BINARY", 0)
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def tool_name() -> str:
    """Return the program's name and version as entries carry it."""
    return f"segel/{__version__}"


def passphrase_from(file: str | None, prompt: str, *, twice: bool = False) -> str:
    """Read a passphrase from the first line of `file` ("-" is standard input) or the keyboard.

    Raise NotFoundError or AccessDeniedError for a file that cannot be had, InvalidInputError for
    one that is no text, or without any way to ask.
    """
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if file is not None:
        try:
            with translated(Path(file).name):
                text = Path(file).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            message = "the passphrase file is no UTF-8 text"
            raise InvalidInputError(message, what="passphrase-file") from error
        return text.partition("\n")[0].rstrip("\r")
    if not sys.stdin.isatty():
        message = "nobody is at the keyboard to ask for the passphrase"
        raise InvalidInputError(message, what="no-keyboard")
    first = getpass.getpass(prompt)
    if twice and getpass.getpass(prompt) != first:
        message = "the two passphrases differ"
        raise InvalidInputError(message, what="passphrases-differ")
    return first


def invent_passphrase(file: Path) -> str:
    """Write a fresh passphrase into a file that only its owner may read, and return it."""
    text = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    with secret_file(file) as out:
        out.write(text.encode() + b"\n")
    return text


@contextmanager
def secret_file(path: Path) -> Iterator[BinaryIO]:
    """Make a new file that only its owner may read; it is gone again when the block fails."""
    if path.exists():
        message = "a file of this name exists already"
        raise InvalidInputError(message, what="target-exists")
    with translated(path.name):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def create(
    path: Path, *, name: str, label: str, role: Role, passphrase: str, now: Callable[[], Moment]
) -> tuple[Vault, str]:
    """Make a vault and return it open with its recovery code."""
    person = Person(name, label, role, passphrase)
    return Vault.create(path, person, now=now, tool=tool_name(), built_us=BUILT_US)


@contextmanager
def opened(path: Path, who: str | None, file: str | None, terminal: Terminal) -> Iterator[Desk]:
    """Open the vault at `path` as the person labelled `who` (or the only one), and lock it after.

    Raises what `doors` and `Vault.unlock` raise, and InvalidInputError for an unknown label.
    """
    found = doors(path)
    chosen = [door for door in found if who is None or door.label == who]
    if not chosen:
        message = "nobody has that label in this vault"
        raise InvalidInputError(message, what="unknown-label", labels=", ".join(labels(path)))
    door = chosen[0]
    passphrase = passphrase_from(file, terminal.say("cli.passphrase", label=door.label))
    now = SystemClock()
    vault = Vault.unlock(
        path, door.account, passphrase, now=now, tool=tool_name(), built_us=BUILT_US
    )
    clock.warn(vault, terminal)
    with at_desk(vault, now) as desk:
        yield desk


def labels(path: Path) -> tuple[str, ...]:
    """Return the labels of those who may unlock."""
    return tuple(door.label for door in doors(path))


@contextmanager
def at_desk(vault: Vault, now: Callable[[], Moment]) -> Iterator[Desk]:
    """Set a desk around an open vault, and lock the vault at the end."""

    def on_vault(work: Callable[[Vault], T], /) -> T:
        return work(vault)

    try:
        with Examiner() as examiner:
            yield desk_for(vault, on_vault, examiner, now, tool_name())
    finally:
        vault.lock()
