# SPDX-License-Identifier: GPL-3.0-or-later
"""People on this laptop: adding them, new passphrases, new recovery sheets."""

from dataclasses import replace

from db.errors import InvalidInputError, WrongPassphraseError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Entry
from db.model.ids import AccountId
from db.model.people import Account, Right, Role
from db.seal import derive, keyring, recovery
from db.seal.keyring import SLOT_LIMIT, Cost
from db.store.driver import Database, translated
from db.store.fresh import new_id, private_record
from db.store.persons import (
    account_from,
    account_subject,
    good_person,
    insert_account,
    must_be_good,
)
from db.store.vault import Person, Vault


def people(vault: Vault) -> tuple[Account, ...]:
    """Return everyone who has or had an account, the recovery sheet included."""
    with translated("records.db"):
        return tuple(account_from(row) for row in vault.db.query("SELECT * FROM account"))


def add(vault: Vault, person: Person) -> Account:
    """Give someone an account; the Ketua's act.  Raise InvalidInputError for a label in use."""
    vault.must(Right.ACCOUNTS)
    must_be_good(person.passphrase)
    person = good_person(person)
    label = person.label
    if label in {slot.label for slot in vault.ring.slots}:
        message = "this label is taken"
        raise InvalidInputError(message, what="label")
    if len(vault.ring.slots) >= SLOT_LIMIT:
        message = "this vault has as many accounts as it can hold"
        raise InvalidInputError(message, what="too-many-accounts", most=str(SLOT_LIMIT - 1))
    if person.role is Role.RECOVERY:
        message = "a person cannot have the sheet's role"
        raise InvalidInputError(message, what="role")
    account, seed = AccountId(new_id(vault.now())), derive.new_key()
    added = Account(account, person.name, person.role, signer_for(account, seed).public_key)
    slot = keyring.lock_with_passphrase(
        vault.id,
        account,
        label=label,
        role=person.role,
        public_key=added.public_key,
        passphrase=person.passphrase,
        vault_key=vault.own_keys().vault_key,
        seed=seed,
        cost=_cost(vault),
    )
    record = private_record("account", name=person.name)
    vault.write(
        [Deed(Act.ACCOUNT_ADDED, account_subject(added), record)],
        lambda db, _: insert_account(db, added),
    )
    vault.adopt(vault.ring.with_slot(slot))
    return added


def change_passphrase(vault: Vault, old: str, new: str) -> None:
    """Give the working account a new passphrase; no sealed byte is touched.

    Raise WrongPassphraseError unless `old` opens the account's slot now.
    """
    must_be_good(new)
    keys = keyring.open_with_passphrase(vault.ring, vault.account.id, old)
    slot = keyring.lock_with_passphrase(
        vault.id,
        vault.account.id,
        label=keys.slot.label,
        role=keys.slot.role,
        public_key=keys.slot.public_key,
        passphrase=new,
        vault_key=keys.vault_key,
        seed=keys.seed,
        cost=keys.slot.cost or Cost(),
    )
    vault.write([Deed(Act.PASSPHRASE_CHANGED, account_subject(vault.account))])
    vault.adopt(vault.ring.with_slot(slot), replace(keys, slot=slot))


def reset_passphrase(vault: Vault, account: AccountId, new: str) -> Account:
    """Give someone who forgot theirs a new passphrase, and a new signing key with it.

    Only they could open the old signing key, so the ledger shows from when on another one signs,
    and who introduced it.
    """
    vault.must(Right.ACCOUNTS)
    must_be_good(new)
    old, slot = vault.account_of(account), vault.ring.slot(account)
    seed = derive.new_key()
    renewed = replace(old, public_key=signer_for(account, seed).public_key)
    fresh = keyring.lock_with_passphrase(
        vault.id,
        account,
        label=slot.label,
        role=slot.role,
        public_key=renewed.public_key,
        passphrase=new,
        vault_key=vault.own_keys().vault_key,
        seed=seed,
        cost=slot.cost or Cost(),
    )
    if account == vault.account.id:
        message = "change your own passphrase with the old one"
        raise InvalidInputError(message, what="account")
    _replace_key(vault, renewed)
    vault.adopt(vault.ring.with_slot(fresh))
    return renewed


def close(vault: Vault, account: AccountId) -> None:
    """Take someone's way in away.  What they did stays in the ledger under their name."""
    vault.must(Right.ACCOUNTS)
    person = vault.account_of(account)
    chairs = [slot for slot in vault.ring.people() if slot.role is Role.CHAIR]
    last = person.role is Role.CHAIR and len(chairs) == 1
    if last or person.role is Role.RECOVERY or account == vault.account.id:
        message = "this account has to stay"
        raise InvalidInputError(message, what="account")
    vault.write(
        [Deed(Act.ACCOUNT_CLOSED, account_subject(person))],
        lambda db, _: _set(db, replace(person, active=False)),
    )
    vault.adopt(vault.ring.without(account))


def new_recovery_code(vault: Vault) -> str:
    """Make the printed sheet invalid and return the code for a new one."""
    vault.must(Right.ACCOUNTS)
    slot = vault.ring.recovery()
    seed, secret = derive.new_key(), recovery.new_secret()
    sheet = vault.account_of(slot.account)
    renewed = replace(sheet, public_key=signer_for(slot.account, seed).public_key)
    fresh = keyring.lock_with_recovery(
        vault.id,
        slot.account,
        public_key=renewed.public_key,
        secret=secret,
        vault_key=vault.own_keys().vault_key,
        seed=seed,
    )
    if vault.account.id == slot.account:
        message = "let a person with an account make the new sheet"
        raise InvalidInputError(message, what="account")
    _replace_key(vault, renewed)
    vault.adopt(vault.ring.with_slot(fresh))
    return recovery.write(secret)


def confirm(vault: Vault, passphrase: str) -> None:
    """Ask again who is there, before a grave act; raise WrongPassphraseError."""
    slot = vault.ring.slot(vault.account.id)
    if slot.cost is None:
        message = "the recovery sheet cannot do this"
        raise WrongPassphraseError(message)
    keyring.open_with_passphrase(vault.ring, vault.account.id, passphrase)


def _replace_key(vault: Vault, renewed: Account) -> None:
    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        _set(db, renewed)

    vault.write([Deed(Act.ACCOUNT_KEY_REPLACED, account_subject(renewed))], change)


def _set(db: Database, account: Account) -> None:
    db.execute(
        "UPDATE account SET public_key = ?, active = ? WHERE id = ?",
        [account.public_key, int(account.active), account.id],
    )


def _cost(vault: Vault) -> Cost:
    return vault.ring.slot(vault.ring.people()[0].account).cost or Cost()
