# SPDX-License-Identifier: GPL-3.0-or-later
"""One open vault as the windows see it, and the doors that lead to it.

Windows never hold a vault: they ask a session, and get an errand.  What a vault needs is imported
behind the lock screen, not before it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from db.store.doors import doors
from desktop.tasks.lanes import VaultLane
from desktop.tasks.runner import CancelToken, Errand, Lane, Runner

if TYPE_CHECKING:
    from db.intake.isolate import Examiner
    from db.model.flaw import Discrepancy
    from db.model.ids import AccountId
    from db.model.moment import Moment
    from db.model.people import Account
    from db.seal.keyring import Cost
    from db.store.doors import Door
    from db.store.vault import Person, Vault
    from desktop.actions.desk import Desk
    from desktop.actions.rules import Rulebook

T = TypeVar("T")


class Opened(NamedTuple):
    """A vault that was just opened.

    `book`: the rules it goes by.  `code`: the recovery code of a new vault, to be printed now, else
    empty.  `standing`: what was wrong on opening and did not keep it shut.
    """

    desk: "Desk"
    account: "Account"
    folder: Path
    book: "Rulebook"
    standing: "tuple[Discrepancy, ...]" = ()
    code: str = ""


class Doors(QObject):
    """Opens and makes vaults in the vault's lane.  Lives from start to exit.

    Every errand yields `Opened`, or fails with the errors of `Vault.unlock` and `Vault.create`.
    """

    def __init__(
        self,
        runner: Runner,
        examiner: "Callable[[], Examiner]",
        now: "Callable[[], Moment]",
        tool: str,
        *,
        cost: "Cost | None" = None,
        built_us: int = 0,
    ) -> None:
        super().__init__()
        self._built_us = built_us
        self.runner = runner
        self.now = now
        self._lane = VaultLane(runner)
        self._examiner = examiner
        self._tool = tool
        self._cost = cost
        self._asked: dict[Path, Errand[tuple[Door, ...]]] = {}

    def ask(self, folder: Path) -> None:
        """Begin to read who may unlock the vault in `folder`, for whoever asks for it next."""
        errand = self.who(folder)
        self._asked[folder] = errand
        errand.settled.connect(self._asked.clear)

    def who(self, folder: Path) -> "Errand[tuple[Door, ...]]":
        """Read who may unlock the vault in `folder`; fails with the errors of `doors`."""
        if folder in self._asked:
            return self._asked.pop(folder)

        return self.runner.run(Lane.BENCH, lambda _token: doors(folder))

    def unlock(self, folder: Path, account: "AccountId", passphrase: str) -> Errand[Opened]:
        """Open the vault in `folder` as `account`."""
        return self._enter(
            folder,
            lambda vault: (
                vault.unlock(
                    folder,
                    account,
                    passphrase,
                    now=self.now,
                    tool=self._tool,
                    built_us=self._built_us,
                ),
                "",
            ),
        )

    def unlock_with_code(self, folder: Path, code: str) -> Errand[Opened]:
        """Open the vault with the code of its printed recovery sheet."""
        return self._enter(
            folder,
            lambda vault: (
                vault.unlock_with_code(
                    folder, code, now=self.now, tool=self._tool, built_us=self._built_us
                ),
                "",
            ),
        )

    def create(self, folder: Path, chair: "Person") -> Errand[Opened]:
        """Make a new vault in `folder`; `Opened.code` is its recovery code."""
        return self._enter(
            folder,
            lambda vault: vault.create(
                folder,
                chair,
                now=self.now,
                tool=self._tool,
                cost=self._cost,
                built_us=self._built_us,
            ),
        )

    def lock(self) -> Errand[None]:
        """Lock the open vault, if there is one."""
        return self.runner.run(Lane.VAULT, lambda _token: self._lane.lock())

    def shut(self) -> None:
        """End every errand, lock what is open and stop all threads.  Blocks; the last act."""
        self.runner.close(self._lane.lock)

    def _enter(
        self, folder: Path, enter: "Callable[[type[Vault]], tuple[Vault, str]]"
    ) -> Errand[Opened]:
        def work(_token: CancelToken) -> Opened:
            from db.store.vault import Vault  # noqa: PLC0415 - behind the lock screen
            from desktop.actions import rules  # noqa: PLC0415 - likewise
            from desktop.actions.desk import desk_for  # noqa: PLC0415 - likewise

            vault, code = enter(Vault)
            self._lane.adopt(vault)
            book = rules.in_use(vault)
            desk = desk_for(vault, self._lane, self._examiner(), self.now, self._tool)
            return Opened(desk, vault.account, folder, book, vault.standing, code)

        return self.runner.run(Lane.VAULT, work)


class Session(QObject):
    """An open vault for windows.

    `changed` says that evidence, queue, ledger or rules are no longer what a page read earlier;
    whoever changed them emits it.  `book`: the rules in use.
    """

    changed = Signal()
    closing = Signal()  # now: whatever shows or plays evidence lets go of it
    closed = Signal()  # nothing of this session runs any more and the vault is locked

    def __init__(self, doors: Doors, opened: Opened) -> None:
        super().__init__()
        self.desk = opened.desk
        self.account = opened.account
        self.folder = opened.folder
        self.book = opened.book
        self._found_wrong = opened.standing
        self._doors = doors
        self._runner = doors.runner
        self._errands: set[Errand[object]] = set()
        self._closing = False
        self._locking = False

    @property
    def standing(self) -> "tuple[Discrepancy, ...]":
        """Return what is wrong with the vault, and with the rules it should go by."""
        return (*self._found_wrong, *self.book.standing)

    def go_by(self, book: "Rulebook") -> None:
        """Go by other rules from now on, those of a pack that was just taken."""
        self.book = book
        self.changed.emit()

    def on_vault(self, work: "Callable[[Vault], T]") -> Errand[T]:
        """Run short work with the open vault."""
        desk = self.desk
        return self._track(self._runner.run(Lane.VAULT, lambda _token: desk.on_vault(work)))

    def at_once(self, work: "Callable[[Vault], T]") -> Errand[T]:
        """Run short work with the open vault that is done even when the session is just closing.

        It was asked for before the lock, so it runs before it: what was typed last is kept.
        """
        desk = self.desk
        return self._runner.run(Lane.VAULT, lambda _token: desk.on_vault(work))

    def bench(self, work: Callable[[CancelToken], T]) -> Errand[T]:
        """Run long work beside the vault: `work(token)` with `token.check` and `token.report`."""
        return self._track(self._runner.run(Lane.BENCH, work))

    def wire(self, work: Callable[[CancelToken], T]) -> Errand[T]:
        """Speak with the outside beside the vault, one conversation at a time; as `bench`."""
        return self._track(self._runner.run(Lane.WIRE, work))

    def close(self) -> None:
        """Stop everything that runs, then lock; `closed` follows."""
        if self._closing:
            return
        self._closing = True
        self.closing.emit()
        for errand in list(self._errands):
            errand.abandon()
        self._lock_when_still()

    def _track(self, errand: Errand[T]) -> Errand[T]:
        if self._locking:  # nobody waits for it, and when it settles this session may be gone
            errand.abandon()
            return errand
        self._errands.add(errand)  # type: ignore[arg-type]  # errands are only cancelled here
        errand.settled.connect(self._on_settled)
        if self._closing:
            errand.abandon()
        return errand

    @Slot()
    def _on_settled(self) -> None:
        self._errands.discard(self.sender())
        if self._closing:
            self._lock_when_still()

    def _lock_when_still(self) -> None:
        if not self._errands and not self._locking:
            self._locking = True
            self._doors.lock().settled.connect(self.closed)
