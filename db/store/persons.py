# SPDX-License-Identifier: GPL-3.0-or-later
"""A person as the account table, the ledger and the lock screen know them."""

from dataclasses import dataclass, field, replace
from typing import Final

from db.errors import InvalidInputError
from db.ledger.act import SubjectKind
from db.ledger.entry import Subject
from db.model.ids import AccountId
from db.model.people import Account, Role
from db.seal.keyring import LABEL_LIMIT
from db.store.driver import Database

PASSPHRASE_LEAST: Final = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is to get an account.

    `label` is shown on the lock screen and stays readable in the folder; `name` is kept encrypted.
    """

    name: str
    label: str
    role: Role
    passphrase: str = field(repr=False)


def must_be_good(passphrase: str) -> None:
    """Raise InvalidInputError for a passphrase of fewer than 8 characters."""
    if len(passphrase) < PASSPHRASE_LEAST:
        message = f"a passphrase has at least {PASSPHRASE_LEAST} characters"
        raise InvalidInputError(message, what="passphrase", least=str(PASSPHRASE_LEAST))


def good_person(person: Person) -> Person:
    """Return a person with name and label as people read them; raise what `good_label` does."""
    return replace(person, name=_readable(person.name), label=good_label(person.label))


def good_label(label: str) -> str:
    """Return a label without blanks around it.

    Raise InvalidInputError when it is empty or too long, or has signs that nobody sees: with them
    somebody would get a second "Ketua" on the lock screen.
    """
    bare = _readable(label)
    if not 0 < len(bare) <= LABEL_LIMIT:
        message = f"a label has 1 to {LABEL_LIMIT} characters"
        raise InvalidInputError(message, what="label", most=str(LABEL_LIMIT))
    return bare


def _readable(text: str) -> str:
    bare = " ".join(text.split())
    if not bare.isprintable():
        message = "a name or a label has signs that nobody sees"
        raise InvalidInputError(message, what="not-text")
    return bare


def account_subject(account: Account) -> Subject:
    """Return an account as the subject of an entry, with its public key and role."""
    return Subject(
        SubjectKind.ACCOUNT, account.id, public_key=account.public_key, role=account.role.value
    )


def account_from(row: dict[str, object]) -> Account:
    """Read a row of the account table."""
    key = row["public_key"]
    return Account(
        AccountId(str(row["id"])),
        str(row["name"]),
        Role(str(row["role"])),
        key if isinstance(key, bytes) else b"",
        bool(row["active"]),
    )


def insert_account(db: Database, account: Account) -> None:
    """Add a row to the account table."""
    db.execute(
        "INSERT INTO account VALUES (?, ?, ?, ?, ?)",
        [account.id, account.name, account.role.value, account.public_key, int(account.active)],
    )
