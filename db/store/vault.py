# SPDX-License-Identifier: GPL-3.0-or-later
"""An open vault: one person's session on one laptop, in one thread.

`write` is the only road into the records: what changes and the signed entry that says so are
committed together or not at all.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from db.errors import (
    DiskFullError,
    NewerFormatError,
    NotPermittedError,
    RefusedError,
    SegelError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Commit, Deed, Head
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.entry import Entry, Subject
from db.model.clock import Reckoning
from db.model.flaw import Discrepancy
from db.model.ids import AccountId, VaultId
from db.model.moment import Moment
from db.model.people import Account, Right, Role
from db.seal import derive, keyring, recovery
from db.seal.derive import Purpose
from db.seal.keyring import Cost, Keyring, Opened
from db.store import disk, shelves, standing, tapes, timekeeping
from db.store.doors import Door, doors
from db.store.driver import Database, keyed, translated
from db.store.folder import BALLAST, Attempts, Folder
from db.store.fresh import new_id, private_record
from db.store.migrations import APPLICATION_ID, SCHEMA, migrations
from db.store.persons import (
    Person,
    account_from,
    account_subject,
    good_person,
    insert_account,
    must_be_good,
)

__all__ = ["Change", "Door", "Now", "Person", "Vault", "doors"]

Now = Callable[[], Moment]
Change = Callable[[Database, tuple[Entry, ...]], None]
ROOM_FOR_BALLAST: Final = 4 * BALLAST
MIB: Final = 1024 * 1024
FIRST_READ: Final = ((0, MIB), (-8 * MIB, 8 * MIB), (-32 * MIB, 24 * MIB))
"""Parts of the records that opening needs: the beginning of every table, and what is newest."""


class Vault:
    """One unlocked vault.  Belongs to the thread that opened it."""

    def __init__(
        self,
        *,
        folder: Folder,
        hold: disk.Hold,
        ring: Keyring,
        opened: Opened,
        records: Database,
        now: Now,
        tool: str,
        built_us: int = 0,
    ) -> None:
        self.folder = folder
        self.now = now
        self.tool = tool
        self.built_us = built_us
        """When this program was made: no clock is believed that is earlier.  0: not known."""
        self.reckoning = Reckoning()
        """What is known of the true time; replaced, never changed, so any thread may read it."""
        self.standing: tuple[Discrepancy, ...] = ()
        """What was wrong on opening and did not keep the vault shut."""
        self._hold = hold
        self._ring = ring
        self._opened = opened
        self._records = records
        self._head = Head()
        self._closed = False
        self._author = Author(
            ring.vault,
            opened.slot.account,
            signer_for(opened.slot.account, opened.seed),
            tool,
        )
        self._account = Account(
            opened.slot.account,
            opened.slot.label,
            opened.slot.role,
            opened.slot.public_key,
        )

    # -- opening and closing ------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        chair: Person,
        *,
        now: Now,
        tool: str,
        cost: Cost | None = None,
        built_us: int = 0,
    ) -> tuple[Self, str]:
        """Make a vault in a new or empty folder and return it open, with its recovery code.

        The code exists nowhere else: print it now.  Raise InvalidInputError for a folder that is
        not empty or a passphrase that is too short.
        """
        must_be_good(chair.passphrase)
        chair = good_person(chair)
        cost = cost or Cost()
        folder = Folder(path)
        folder.lay_out()
        hold, records = disk.Hold(folder.lock), None
        try:
            moment = now()
            vault = VaultId(new_id(moment))
            vault_key = derive.new_key()
            account, sheet = AccountId(new_id(moment)), AccountId(new_id(moment))
            seed, sheet_seed, secret = derive.new_key(), derive.new_key(), recovery.new_secret()
            signer, sheet_signer = signer_for(account, seed), signer_for(sheet, sheet_seed)
            own = keyring.lock_with_passphrase(
                vault,
                account,
                label=chair.label,
                role=chair.role,
                public_key=signer.public_key,
                passphrase=chair.passphrase,
                vault_key=vault_key,
                seed=seed,
                cost=cost,
            )
            spare = keyring.lock_with_recovery(
                vault,
                sheet,
                public_key=sheet_signer.public_key,
                secret=secret,
                vault_key=vault_key,
                seed=sheet_seed,
            )
            ring = Keyring(vault, 1, (own, spare))
            records = _open_records(folder, vault_key)
            self = cls(
                folder=folder,
                hold=hold,
                ring=ring,
                opened=Opened(own, vault_key, seed),
                records=records,
                now=now,
                tool=tool,
                built_us=built_us,
            )
            self._found(chair, sheet_signer.public_key, sheet)
            folder.write_keys(keyring.to_bytes(ring, vault_key))
            folder.laid_out()
            self._keep_ballast()
        except BaseException:
            if records is not None:
                records.close()
            hold.release()
            raise
        return self, recovery.write(secret)

    @classmethod
    def unlock(
        cls,
        path: Path,
        account: AccountId,
        passphrase: str,
        *,
        now: Now,
        tool: str,
        built_us: int = 0,
    ) -> Self:
        """Open the vault as `account`.

        Raise WrongPassphraseError, ThrottledError, AlreadyOpenError, VaultDamagedError,
        NewerFormatError, AccessDeniedError, ReadOnlyMediumError or DiskFullError: each names who
        must act, and none has changed the vault.
        """
        folder = Folder(path)
        folder.must_be_a_vault()
        attempts = Attempts(folder)
        attempts.must_be_allowed(account, now().wall_us)
        ring, data, flaws = folder.read_keys()
        hold = disk.Hold(folder.lock)
        try:
            disk.begin_reading(folder.records, *FIRST_READ)  # while Argon2id works
            try:
                opened = keyring.open_with_passphrase(ring, account, passphrase)
            except WrongPassphraseError:
                attempts.failed(account, now().wall_us)
                raise
            return cls._enter(
                folder, hold, ring, data, flaws, opened, now=now, tool=tool, built_us=built_us
            )
        except BaseException:
            hold.release()
            raise

    @classmethod
    def unlock_with_code(
        cls, path: Path, code: str, *, now: Now, tool: str, built_us: int = 0
    ) -> Self:
        """Open the vault with the printed recovery code, to give someone a new passphrase.

        Raise as `unlock` does, and InvalidInputError for a mistyped code.
        """
        folder = Folder(path)
        folder.must_be_a_vault()
        ring, data, flaws = folder.read_keys()
        opened = keyring.open_with_recovery(ring, code)
        hold = disk.Hold(folder.lock)
        try:
            return cls._enter(
                folder, hold, ring, data, flaws, opened, now=now, tool=tool, built_us=built_us
            )
        except BaseException:
            hold.release()
            raise

    @classmethod
    def _enter(
        cls,
        folder: Folder,
        hold: disk.Hold,
        ring: Keyring,
        data: bytes,
        flaws: tuple[Discrepancy, ...],
        opened: Opened,
        *,
        now: Now,
        tool: str,
        built_us: int,
    ) -> Self:
        keyring.prove(data, opened.vault_key)
        self = cls(
            folder=folder,
            hold=hold,
            ring=ring,
            opened=opened,
            records=_open_records(folder, opened.vault_key),
            now=now,
            tool=tool,
            built_us=built_us,
        )
        try:
            self._head = standing.read_head(self._records)
            self.reckoning = timekeeping.read(self._records, self._head.size, built_us)
            found = standing.stand(folder, self._records, self._head, ring)
            self.standing = (*flaws, *found.flaws)
            self._account = self.account_of(opened.slot.account)
            if self._account.public_key != opened.slot.public_key:
                # A reset was cut off between ledger and key file: nothing may be signed with a key
                # the ledger no longer knows.
                message = "this account's passphrase was being reset; it has to be reset again"
                raise RefusedError(message)
            if self._account.role is not opened.slot.role:
                message = "the records give this account another role than its slot"
                raise VaultDamagedError(message, file="records.db")
            if not self._account.active:
                # Closing was cut off before the key file, or an old key file was put back.
                message = "this account was closed"
                raise RefusedError(message)
            if flaws:
                folder.write_keys(data)
            folder.tidy()
            with self.changing() as records:
                if found.promised is None:
                    shelves.sweep(records, folder.media)
                    tapes.break_off(records)
                    tapes.sweep(records, folder.media)
                else:
                    shelves.keep_all(records, folder.media)
            self._say_who_came(found.promised)
            self._keep_generation()
            self._keep_ballast()
        except BaseException:
            self._records.close()
            raise
        return self

    def lock(self) -> None:
        """Write the leaving down, fold the log into the database and close everything."""
        try:
            with suppress(DiskFullError):
                size, known = self._head.size, self.reckoning
                self.write(
                    [Deed(Act.LOCKED, self.itself())],
                    lambda db, _: timekeeping.keep(db, size, known),
                )
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close without writing anything: what a crash would do, but tidily.  May be repeated."""
        if self._closed:
            return
        self._closed = True
        with suppress(SegelError), translated("records.db"):
            self._records.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._records.close()
        self._hold.release()

    # -- who ----------------------------------------------------------------------------------

    @property
    def id(self) -> VaultId:
        """Return the vault's name."""
        return self._ring.vault

    @property
    def account(self) -> Account:
        """Return who is working."""
        return self._account

    @property
    def ring(self) -> Keyring:
        """Return the unlock slots as they stand."""
        return self._ring

    @property
    def head(self) -> Head:
        """Return where the ledger stands."""
        return self._head

    @property
    def db(self) -> Database:
        """Return the records, for the query functions of this room."""
        return self._records

    def itself(self) -> Subject:
        """Return the vault as the subject of an entry."""
        return Subject(SubjectKind.VAULT, self.id)

    def must(self, right: Right) -> None:
        """Raise NotPermittedError unless the working account has `right`."""
        if not self._account.may(right):
            message = "this role may not do that"
            raise NotPermittedError(message, right=right.value, role=self._account.role.value)

    def item_wrap_key(self) -> bytes:
        """Return the key that wraps item keys."""
        return derive.derive(self._opened.vault_key, Purpose.ITEM_KEYS)

    def own_keys(self) -> Opened:
        """Return the working account's keys, for the account acts of this room."""
        return self._opened

    def adopt(self, ring: Keyring, opened: Opened | None = None) -> None:
        """Make `ring` the vault's keyring, on disk first."""
        self.folder.write_keys(keyring.to_bytes(ring, self._opened.vault_key))
        self._ring = ring
        if opened is not None:
            self._opened = opened
        self._keep_generation()

    def account_of(self, account: AccountId) -> Account:
        """Return an account as the records know it; VaultDamagedError if they do not."""
        with translated("records.db"):
            rows = list(self._records.query("SELECT * FROM account WHERE id = ?", [account]))
        if not rows:
            message = "the records do not know this account"
            raise VaultDamagedError(message, file="records.db")
        return account_from(rows[0])

    # -- when ---------------------------------------------------------------------------------

    def civil_now(self) -> Moment:
        """Return now as people should write it: corrected while a note on the clock is in force.

        Entries never carry it.  Any thread may ask.
        """
        return timekeeping.civil(self.now(), self.reckoning)

    # -- writing ------------------------------------------------------------------------------

    def write(self, deeds: Sequence[Deed], change: Change | None = None) -> tuple[Entry, ...]:
        """Write `deeds` into the ledger and make `change`, all in one commit.

        `change` gets the records and the new entries; whatever it raises undoes everything.  After
        a full disk the ballast is given up and the commit tried once more.
        """
        try:
            return self._write(deeds, change)
        except DiskFullError:
            if not self.folder.ballast.exists():
                raise
            with translated("ballast"):
                self.folder.ballast.unlink()
            return self._write(deeds, change)

    @contextmanager
    def changing(self) -> Iterator[Database]:
        """Give the records for a change that no entry speaks of, in one commit; errors are ours."""
        with translated("records.db"), self._records.atomic():
            yield self._records

    def _write(self, deeds: Sequence[Deed], change: Change | None) -> tuple[Entry, ...]:
        with translated("records.db"):
            moment = timekeeping.signed_by_office(self._records, self.now())
        commit = self._author.write(self._head, deeds, moment)
        with translated("records.db"), self._records.atomic():
            self._insert(commit, deeds)
            if change is not None:
                change(self._records, commit.entries)
        self._head = commit.head
        self.reckoning = timekeeping.following(self.reckoning, commit.entries, deeds, self.built_us)
        with suppress(DiskFullError):  # the head outside may lag behind, never run ahead
            self.folder.write_head(commit.checkpoint)
        return commit.entries

    def _insert(self, commit: Commit, deeds: Sequence[Deed]) -> None:
        execute = self._records.execute
        for entry, deed in zip(commit.entries, deeds, strict=True):
            record = None if entry.record is None else entry.record.value
            execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    entry.sequence,
                    entry.link.value,
                    entry.who,
                    entry.act.value,
                    entry.subject.kind.value,
                    entry.subject.id,
                    record,
                    entry.wall_us,
                    entry.zone_minutes,
                    entry.body,
                ],
            )
            if record is not None:
                execute("INSERT OR IGNORE INTO record VALUES (?, ?)", [record, deed.record])
        edge = b"".join(commit.head.frontier.edge)
        execute(
            "INSERT INTO head VALUES (?, ?, ?)",
            [commit.checkpoint.size, commit.checkpoint.note, edge],
        )

    def _found(self, chair: Person, sheet_key: bytes, sheet: AccountId) -> None:
        """Write the first entries: who founded the vault, and the recovery sheet."""
        me = self._account
        people = (
            Account(me.id, chair.name, chair.role, me.public_key),
            Account(sheet, "Lembar pemulihan", Role.RECOVERY, sheet_key),
        )
        acts = (Act.VAULT_CREATED, Act.ACCOUNT_ADDED)
        deeds = [
            Deed(act, account_subject(person), private_record("account", name=person.name))
            for act, person in zip(acts, people, strict=True)
        ]

        def add(db: Database, _entries: tuple[Entry, ...]) -> None:
            for person in people:
                insert_account(db, person)

        self.write(deeds, add)
        self._account = people[0]

    def _say_who_came(self, promised: Checkpoint | None) -> None:
        deeds = []
        attempts = Attempts(self.folder)
        failures, _ = attempts.read(self._account.id)
        if failures:
            record = private_record("failures", count=failures)
            deeds.append(Deed(Act.UNLOCK_FAILED, account_subject(self._account), record))
        stood = [f"{one.place}: {one.flaw}" for one in self.standing]
        told = private_record("standing", flaws=stood) if stood else None
        deeds.append(Deed(Act.UNLOCKED, self.itself(), told))
        size, known = self._head.size, self.reckoning

        def keep(db: Database, _entries: tuple[Entry, ...]) -> None:
            standing.keep_promise(db, promised)
            timekeeping.keep(db, size, known)

        self.write(deeds, keep)
        attempts.forget(self._account.id)

    def _keep_generation(self) -> None:
        """Remember the key file's generation: an older one put back later shows."""
        if self._ring.generation > standing.generation(self._records):
            with suppress(DiskFullError), self.changing() as records:
                standing.keep_generation(records, self._ring.generation)

    def _keep_ballast(self) -> None:
        ballast = self.folder.ballast
        with suppress(SegelError):
            room = disk.free_bytes(self.folder.path) > ROOM_FOR_BALLAST
            if room and not (ballast.exists() and ballast.stat().st_size == BALLAST):
                disk.fill(ballast, BALLAST)


def _open_records(folder: Folder, vault_key: bytes) -> Database:
    with translated("records.db"):
        records = keyed(folder.records, derive.derive(vault_key, Purpose.RECORDS))
        try:
            version = records.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                message = "these records were written by a newer Segel"
                raise NewerFormatError(message)
            migrations.apply(records)
            if version != SCHEMA:
                records.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                records.execute(f"PRAGMA user_version = {SCHEMA}")
        except BaseException:
            records.close()
            raise
    return records
