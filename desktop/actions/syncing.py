# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining an office and holding a round with it, for the windows and the command line alike."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from db.errors import DamagedError, NotFoundError, SegelError
from db.model.digest import Digest
from db.model.ids import EvidenceId
from db.model.progress import CancelledError, Check, Progress, Report, ignore, never
from db.seal import derive
from db.store import history, office, outbox, settings
from db.store.outbox import Waiting
from db.store.vault import Vault
from desktop.actions import letters, mending, witnessing
from desktop.actions.circles import circle
from desktop.actions.desk import Desk
from desktop.actions.dispatch import VaultOutbox
from desktop.actions.mending import Mended
from desktop.actions.witnessing import Witnessed
from sync import http, line
from sync.enrolment import Application, Invitation, OfficeCard, device_name
from sync.framing import kind_of
from sync.http import HttpDepot, device_signer
from sync.messages import EMPTY
from sync.reasons import Reason, reason_of
from sync.receipts import Receipt, Said, expect
from sync.round import Outcome, Plan, Stage, one_round
from sync.trust import Breach
from sync.wire import Depot, Terms

Connect = Callable[[str, OfficeCard, bytes], HttpDepot]
LABEL: Final = 60
PROBE_S: Final = 5.0
PENDING: Final = "sync-application"
"""Setting: the key and label of an application that was carried away."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The office in force, as people know it."""

    title: str
    url: str
    depot: str
    device: str


@dataclass(frozen=True, slots=True)
class Held:
    """How a round went.  `reason`: why what still waits does, or None when nothing does.

    `mended`: damaged items that were made whole from the office's copies.
    """

    stage: Stage
    bytes: int
    receipts: int
    taken: int
    breaches: tuple[Breach, ...]
    damaged: int
    waiting: Waiting
    reason: Reason | None
    problem: SegelError | None
    witnesses: tuple[Witnessed, ...] = ()
    mended: tuple[EvidenceId, ...] = ()


def read_invitation(typed: str | bytes) -> Invitation:
    """Return an invitation from what was typed or scanned, or from a file's bytes."""
    if isinstance(typed, bytes) and kind_of(typed) == "invitation":
        return Invitation.parse(typed)
    text = typed.decode(errors="replace") if isinstance(typed, bytes) else typed
    return Invitation.read(text)


def join(desk: Desk, invitation: Invitation, label: str) -> Joined:
    """Enrol with an office over the network, and keep its receipt.

    Raise CodeRefusedError, what the network raises, and NotPermittedError for all but the Ketua.
    """
    card = http.fetch_card(invitation)
    seed = derive.new_key()
    application = write_application(desk, invitation, seed, label)
    receipt = http.apply(invitation.url, card, application)
    return accept(desk, invitation.url, card, seed, application, receipt)


def apply_by_file(desk: Desk, invitation: Invitation, label: str) -> bytes:
    """Return an application to be carried to the office; its answer goes to `take_answer`.

    The invitation comes from a file.  Asked again, it is the same application.
    """
    pending = desk.on_vault(lambda vault: settings.get(vault, PENDING))
    seed = bytes.fromhex(pending.partition(" ")[0]) if pending else derive.new_key()
    kept = pending.partition(" ")[2] or label[:LABEL]
    desk.on_vault(lambda vault: settings.put(vault, PENDING, f"{seed.hex()} {kept}"))
    return write_application(desk, invitation, seed, kept).body


def take_answer(desk: Desk, invitation: Invitation, answer: bytes) -> Joined:
    """Take the office's answer to a carried application and make it the office in force.

    Raise NotFoundError when none was made here, BrokenPromiseError for another answer.
    """
    pending = desk.on_vault(lambda vault: settings.get(vault, PENDING))
    if not pending:
        message = "no application was made on this laptop"
        raise NotFoundError(message, what="application")
    seed, label = bytes.fromhex(pending.partition(" ")[0]), pending.partition(" ")[2]
    application = write_application(desk, invitation, seed, label)
    card = http.fetch_card(invitation)
    done = accept(desk, invitation.url, card, seed, application, Receipt.parse(answer))
    desk.on_vault(lambda vault: settings.put(vault, PENDING, ""))
    return done


def write_application(desk: Desk, invitation: Invitation, seed: bytes, label: str) -> Application:
    """Return the application of this laptop; without a network it is carried to the office."""
    founder = desk.on_vault(history.founding_key)
    return Application.write(
        invitation.secret,
        device_signer(seed),
        vault=desk.vault,
        founder=founder,
        label=label[:LABEL],
    )


def accept(
    desk: Desk,
    url: str,
    card: OfficeCard,
    seed: bytes,
    application: Application,
    receipt: Receipt,
) -> Joined:
    """Verify the receipt for an application and make the office the one in force."""
    device = device_name(device_signer(seed).public_key)
    proven = expect(
        receipt,
        kind=Said.ENROLLED,
        log_key=card.log_key,
        depot=card.depot,
        device=device,
        vault=desk.vault,
        names=[application.name],
        size=0,
        root=Digest(EMPTY.value),
    )

    def work(vault: Vault) -> None:
        office.join(
            vault,
            url=url,
            card=card.emit(),
            device_seed=seed,
            receipt=proven.body,
            said_us=proven.statement.at_us,
        )
        office.keep_log_head(vault, proven.head.note)

    desk.on_vault(work)
    return Joined(card.title, url, card.depot, device)


def joined(vault: Vault) -> Joined | None:
    """Return the office in force, or None."""
    known = office.office(vault)
    if known is None:
        return None
    card = OfficeCard.parse(known.card)
    device = device_name(device_signer(known.device_seed).public_key)
    return Joined(card.title, known.url, card.depot, device)


def waiting(vault: Vault) -> Waiting:
    """Return how much waits for the office in force; everything, before there is one."""
    return outbox.waiting(vault, circle(vault))


def reachable(desk: Desk, seconds: float = PROBE_S) -> bool:
    """Tell whether somebody takes a connection where the office is; one packet there and back."""
    known = desk.on_vault(office.office)
    if known is None:
        return False
    return line.reachable(http.address_of(known.url, OfficeCard.parse(known.card)), seconds)


def sync(
    desk: Desk,
    *,
    plan: Plan | None = None,
    connect: Connect = HttpDepot,
    check: Check = never,
    report: Report = ignore,
    moved: Callable[[], int] | None = None,
) -> Held:
    """Hold one round with the office in force, and write down how it went.

    `moved`: bytes that went out, where the line counts them; else what was handed to it.

    Whatever goes wrong on the way is a reason, not an error; what was receipted stays so.  Raise
    NotFoundError before an enrolment, and CancelledError when told to stop.
    """
    known = desk.on_vault(office.office)
    if known is None:
        message = "this laptop was not enrolled with an office"
        raise NotFoundError(message, what="office")
    card = OfficeCard.parse(known.card)
    device = device_name(device_signer(known.device_seed).public_key)
    depot = connect(known.url, card, known.device_seed)
    seen = _Witnesses(desk, depot, card)
    try:
        held = hold(
            desk,
            depot,
            Terms(card, device, desk.vault),
            plan=plan,
            check=check,
            report=report,
            moved=moved,
            aside=seen.ask,
        )
        if held.problem is not None:
            return held
        if plan is None or plan.media:
            held = _with_mended(desk, depot, card, held, check, report)
        return replace(held, witnesses=seen.found, breaches=(*held.breaches, *seen.breaches))
    finally:
        depot.close()


def _with_mended(
    desk: Desk, depot: HttpDepot, card: OfficeCard, held: Held, check: Check, report: Report
) -> Held:
    """Add what was made whole from the office's copies; an office that has none loses nothing."""
    try:
        done = mending.from_office(desk, depot, card, check=check, report=report)
    except SegelError:
        return held  # what came of it stays, and the next round goes on there
    return replace(held, mended=tuple(done.whole))


@dataclass(slots=True)
class _Witnesses:
    """Asks who witnessed the office's log; an office that cannot tell spoils no round."""

    desk: Desk
    depot: HttpDepot
    card: OfficeCard
    found: tuple[Witnessed, ...] = ()
    breaches: tuple[Breach, ...] = ()

    def ask(self) -> None:
        with suppress(SegelError):
            self.found, forked = witnessing.ask(self.desk, self.depot, self.card)
            self.breaches = (Breach.FORKED,) if forked else ()


def fetch_back(
    desk: Desk, *, connect: Connect = HttpDepot, check: Check = never, report: Report = ignore
) -> Mended:
    """Make everything that is damaged whole from the office's copies, now and by itself.

    Raise NotFoundError before an enrolment, and what the road raises; what came stays.
    """
    known = desk.on_vault(office.office)
    if known is None:
        message = "this laptop was not enrolled with an office"
        raise NotFoundError(message, what="office")
    card = OfficeCard.parse(known.card)
    depot = connect(known.url, card, known.device_seed)
    try:
        return mending.from_office(desk, depot, card, asked=True, check=check, report=report)
    finally:
        depot.close()


def hold(
    desk: Desk,
    depot: Depot,
    terms: Terms,
    *,
    plan: Plan | None = None,
    check: Check = never,
    report: Report = ignore,
    moved: Callable[[], int] | None = None,
    aside: Callable[[], None] | None = None,
) -> Held:
    """Hold one round with a depot; as `sync`, for any wire.  `aside`: see `one_round`."""
    begun = desk.on_vault(lambda vault: vault.now().wall_us)
    wanted = plan or Plan()
    side, outcome = VaultOutbox(desk, terms.card, wanted.largest), Outcome()
    problem: SegelError | None = None
    reason: Reason | None = None
    try:
        while True:
            known = len(side.damaged)
            try:
                one_round(
                    side, depot, terms, plan=wanted, outcome=outcome, check=check, report=report,
                    aside=aside,
                )  # fmt: skip
                break
            except DamagedError:
                if len(side.damaged) == known:
                    raise
                # An item that cannot be read is passed over; the others still go.
    except SegelError as error:
        problem, reason = error, reason_of(error)
        if _told_to_stop(check):  # a line that was broken off looks like a road that ended
            _write_down(desk, begun, outcome, Reason.STOPPED.value, moved)
            raise CancelledError from error
    except CancelledError:
        _write_down(desk, begun, outcome, Reason.STOPPED.value, moved)
        raise
    left = desk.on_vault(waiting)
    desk.on_vault(letters.take_in)  # after counting: what it writes down goes with the next round
    if reason is None and not left.nothing:
        reason = _why_left(wanted, left, damaged=bool(side.damaged))
    _write_down(desk, begun, outcome, "" if reason is None else reason.value, moved)
    report(Progress(outcome.bytes, outcome.bytes, "bytes", f"sync-{outcome.stage.value}"))
    return Held(
        outcome.stage,
        outcome.bytes,
        outcome.receipts,
        outcome.taken,
        tuple(outcome.breaches),
        len(side.damaged),
        left,
        reason,
        problem,
    )


def _told_to_stop(check: Check) -> bool:
    try:
        check()
    except CancelledError:
        return True
    return False


def _why_left(plan: Plan, left: Waiting, *, damaged: bool) -> Reason:
    """Return why something waits after a round that came to its end."""
    if damaged:
        return Reason.DAMAGED
    if left.held and not left.items:
        return Reason.RECEIVER
    if not plan.media:
        return Reason.METERED
    return Reason.LARGE if plan.largest else Reason.TURN


def _write_down(
    desk: Desk, begun: int, outcome: Outcome, reason: str, moved: Callable[[], int] | None
) -> None:
    size = outcome.bytes if moved is None else moved()

    def work(vault: Vault) -> None:
        office.write_round(
            vault,
            begun_us=begun,
            stage=outcome.stage.value,
            size=size,
            receipts=outcome.receipts,
            reason=reason,
        )

    desk.on_vault(work)
