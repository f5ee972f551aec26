# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulling what senders' laptops left at the depot into an office's vault, believing only proofs.

The depot says what there is; the senders' signed ledgers say what it has to be; the depot's own log
says what it promised.  Where these disagree, the contradiction is kept and named (`Broken`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Final

from db.errors import DamagedError, InvalidInputError
from db.ledger.checkpoint import Checkpoint
from db.ledger.succession import follow
from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive, parcel
from db.seal.parcel import OfficeKey, mark
from db.store import cabinet, cabinet_goods, history, letters_out
from db.store.cabinet import Cabinet, Reading
from db.store.vault import Vault
from desktop.actions import cabinet_items
from desktop.actions.desk import Desk
from desktop.actions.dispatch import read_content
from desktop.actions.log_watch import Watched, watch_log
from sync import http
from sync.cargo import Load, Parcel
from sync.enrolment import Application, Invitation, OfficeCard, device_name
from sync.http import HttpDepot, device_signer
from sync.messages import EMPTY as NOTHING
from sync.reader_http import HttpReading
from sync.reading import FleetRow, row_text
from sync.reading import Reading as Depot
from sync.receipts import Said, Statement, expect

LABEL: Final = 60
SPAN: Final = 400
"""Entries whose parcels are asked for at a time."""


class Broken(StrEnum):
    """How a depot, or a laptop, contradicts what it signed or said before."""

    WITHHELD = "withheld"  # fewer entries are shown than were seen, or than the log promises
    OTHER_HISTORY = "other-history"  # entries that do not follow from those that are held
    FOUNDER = "founder"  # the depot names another founder's key than before
    UNSIGNED = "unsigned-head"  # the newest head the depot shows is nobody's
    OTHER_BYTES = "other-bytes"  # a parcel or item is not what its signed entry says
    LOG = "log"  # the depot's log: `detail` begins with what `sync.trust` calls it


@dataclass(slots=True)
class Pulled:
    """What a pull brought: senders with something new, entries, records, whole items, letters out.

    `closed`: private parts that are not for this office, or do not open.
    """

    senders: int = 0
    entries: int = 0
    records: int = 0
    items: int = 0
    letters: int = 0
    closed: int = 0
    breaches: list[str] = field(default_factory=list)


# ------------------------------------------------------------------------------ becoming a reader


def office_key_in(text: str) -> OfficeKey:
    """Return the office's key in a key file; raise InvalidInputError for anything else."""
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        secret = b""
    if len(secret) != derive.KEY_LENGTH:
        message = "not the key of an office"
        raise InvalidInputError(message, what="office-secret")
    return OfficeKey(secret)


def join(desk: Desk, invitation: Invitation, key: OfficeKey, label: str) -> OfficeCard:
    """Make this vault an office's reader of a depot; return the depot's card.

    Raise InvalidInputError with `what` "office-secret" for a key the card does not name,
    CodeRefusedError, what the network raises, and NotPermittedError for all but the Ketua.
    """
    card = http.fetch_card(invitation)
    if not card.opens(key.public):
        message = "this is not the key that laptops seal for"
        raise InvalidInputError(message, what="office-secret")
    seed = derive.new_key()
    signer = device_signer(seed)
    founder = desk.on_vault(history.founding_key)
    application = Application.write(
        invitation.secret, signer, vault=desk.vault, founder=founder, label=label[:LABEL]
    )
    receipt = http.apply(invitation.url, card, application, "readers")
    expect(
        receipt,
        kind=Said.ENROLLED,
        log_key=card.log_key,
        depot=card.depot,
        device=device_name(signer.public_key),
        vault=desk.vault,
        names=[application.name],
        size=0,
        root=Digest(NOTHING.value),
    )
    url = invitation.url
    desk.on_vault(
        lambda vault: cabinet.join(vault, url=url, card=card.emit(), device_seed=seed, key=key)
    )
    return card


def depot_of(known: Reading) -> HttpReading:
    """Return the depot that an office reads, as it is reached."""
    card = OfficeCard.parse(known.card)
    return HttpReading(HttpDepot(known.url, card, known.device_seed))


# ----------------------------------------------------------------------------------------- pulling


def pull(
    desk: Desk,
    *,
    media: bool = True,
    connect: Callable[[Reading], HttpReading] = depot_of,
    check: Check = never,
    report: Report = ignore,
) -> Pulled:
    """Fetch what is new and post letters that wait; whatever was kept stays when it is cut.

    `media`: the items themselves too.  Raise NotFoundError in a vault that is no office's, and what
    the network raises.
    """
    known = desk.on_vault(cabinet.must_read)
    depot = connect(known)
    try:
        return Pull(desk, depot, known, check, report).run(media=media)
    finally:
        depot.close()


class Pull:
    """One pull.  Belongs to the thread that runs it."""

    def __init__(
        self, desk: Desk, depot: Depot, known: Reading, check: Check, report: Report
    ) -> None:
        self._desk = desk
        self._depot = depot
        self._known = known
        self._card = OfficeCard.parse(known.card)
        self._check = check
        self._report = report
        self.done = Pulled()

    def run(self, *, media: bool) -> Pulled:
        """Run it to its end."""
        self._post()
        self._tell("log")
        log = watch_log(self._desk, self._depot, self._card, self._check, self._doubt_log)
        self._tell("fleet")
        rows = list(self._fleet())
        held = [(row, self._note(row)) for row in rows]
        for row, one in held:
            self._tell("entries")
            self._one(row, one, log)
        if media:
            for _, one in held:
                self._tell("items")
                fetch = cabinet_items.Fetch(self._desk, self._depot, self._check, self._report)
                done = fetch.all_of(one)
                self.done.items += done.whole
                for detail in done.broken:
                    self._doubt(one, Broken.OTHER_BYTES, detail)
        return self.done

    def _tell(self, step: str) -> None:
        self._check()
        self._report(Progress(self.done.entries, 0, "entries", f"pull-{step}"))

    def _post(self) -> None:
        for identity, to, body in self._desk.on_vault(letters_out.unposted):
            self._check()
            self._depot.say(to, body)
            self._desk.on_vault(partial(letters_out.posted, identity=identity))
            self.done.letters += 1

    def _doubt(self, about: Cabinet | None, kind: Broken, detail: str) -> None:
        new = self._desk.on_vault(lambda vault: cabinet.breach(vault, about, kind.value, detail))
        if new:
            self.done.breaches.append(kind.value)

    def _doubt_log(self, detail: str) -> None:
        self._doubt(None, Broken.LOG, detail)

    def _fleet(self) -> Iterator[FleetRow]:
        after = ""
        while True:
            self._check()
            page = self._depot.fleet(after)
            yield from page.rows
            if not page.more or not page.rows:
                return
            after = page.rows[-1].vault

    def _note(self, row: FleetRow) -> Cabinet:
        told = row_text(row)
        return self._desk.on_vault(
            lambda vault: cabinet.note_sender(vault, row.vault, row.founder, told)
        )

    # -- one sender ---------------------------------------------------------------------------

    def _one(self, row: FleetRow, held: Cabinet, log: Watched) -> None:
        if held.founder != row.founder:
            self._doubt(held, Broken.FOUNDER, row.founder.hex())
            return
        before = held.size
        if row.entries < before:
            self._doubt(held, Broken.WITHHELD, f"{row.entries} of {before} entries are shown")
        held = self._entries(held)
        self._heads(row, held)
        self._records(held, again=held.size > before)
        self._anchors(held, log)
        self.done.senders += held.size > before
        if held.size >= row.entries:
            self._desk.on_vault(lambda vault: cabinet.pulled(vault, held.number))

    def _entries(self, held: Cabinet) -> Cabinet:
        stand, book = self._desk.on_vault(lambda vault: cabinet.stand(vault, held))
        while True:
            self._check()
            run = self._depot.entries_of(held.vault, stand.frontier.size)
            if run is None:
                break
            try:
                if run.first != stand.frontier.size:
                    message = "the depot sends other entries than were asked for"
                    raise DamagedError(message)
                grown = follow(stand, book, run.bodies, run.heads)
            except DamagedError as error:
                why = error.details.get("why", "unreadable")
                where = error.details.get("seq", str(stand.frontier.size))
                self._doubt(held, Broken.OTHER_HISTORY, f"entry {where}: {why}")
                break
            self._desk.on_vault(partial(cabinet.grow, held=held, grown=grown))
            stand = grown.stand
            self.done.entries += len(grown.entries)
        return self._desk.on_vault(lambda vault: cabinet.cabinet(vault, held.vault))

    def _heads(self, row: FleetRow, held: Cabinet) -> None:
        """Hold what others saw against what is held: the depot's head, the log, other roads."""
        if row.head:
            try:
                told = Checkpoint.parse(row.head)
            except DamagedError:
                self._doubt(held, Broken.UNSIGNED, row.head)
            else:
                self._hold(held, told.size, told.root, row.head, patient=True)
        for body in self._desk.on_vault(lambda vault: cabinet.statements(vault, held.vault)):
            said = Statement.parse(body)
            if said.kind is Said.STORED and said.depot == self._card.depot:
                self._hold(held, said.size, said.root, body.decode(), patient=False)
                break
        for size, note in self._desk.on_vault(lambda vault: cabinet.witnesses(vault, held)):
            self._hold(held, size, Checkpoint.parse(note).root, note, patient=False)

    def _hold(
        self, held: Cabinet, size: int, expected: Digest, detail: str, *, patient: bool
    ) -> None:
        """`patient`: entries may come later than the head over them."""
        found = self._desk.on_vault(lambda vault: cabinet.root_at(vault, held, size))
        if found is None and not patient:
            self._doubt(held, Broken.WITHHELD, f"{held.size} of {size} entries\n{detail}")
        elif found is not None and found != expected:
            self._doubt(held, Broken.OTHER_HISTORY, detail)

    def _anchors(self, held: Cabinet, log: Watched) -> None:
        """Hold the newest log head that the laptop was shown against the log shown here."""
        note = self._desk.on_vault(lambda vault: cabinet_goods.log_head_seen(vault, held))
        if note and log.denies(note, self._card):
            self._doubt(held, Broken.LOG, f"forked\n{note}")

    # -- private parts ------------------------------------------------------------------------

    def _records(self, held: Cabinet, *, again: bool) -> None:
        wanted = self._desk.on_vault(lambda vault: cabinet_goods.lacking(vault, held, again=again))
        for _, some in groupby(wanted, key=lambda seq: seq // SPAN):
            seqs = tuple(some)
            first, until = seqs[0], seqs[-1] + 1
            while first < until:
                self._check()
                pieces = [
                    Parcel.parse(piece)
                    for piece in self._depot.parcels_of(held.vault, first, until)
                ]
                if not pieces:
                    break
                for seq, same in groupby(pieces, key=lambda piece: piece.seq):
                    self._open(held, seq, tuple(same))
                first = max(piece.seq for piece in pieces) + 1

    def _open(self, held: Cabinet, seq: int, pieces: Sequence[Parcel]) -> None:
        """Open the parcels about one entry, as far as they are for this office."""
        key = self._known.key
        mine = [one for one in pieces if mark(key.public) in dict(one.wraps)]
        records = [one for one in mine if one.load == Load.RECORD]
        if not records and any(one.load == Load.RECORD for one in pieces):
            self._shut(held, seq, cabinet_goods.ANOTHER)
        for one in records:
            why = self._record(held, one, key)
            if not why:
                break
            self._shut(held, seq, why)
        for one in mine:
            if one.load == Load.THUMBNAIL and one.vault == held.vault:
                self._thumbnail(held, one, key)

    def _record(self, held: Cabinet, piece: Parcel, key: OfficeKey) -> str:
        """Keep a record; return why it is not kept, or nothing."""
        try:
            record, item_key = _content(piece, held.vault, key)
        except DamagedError:
            return cabinet_goods.SHUT

        def work(vault: Vault) -> None:
            entry = cabinet_goods.entry_at(vault, held, piece.seq)
            if entry is not None:
                cabinet_goods.put_record(vault, held, entry, record, item_key)

        try:
            self._desk.on_vault(work)
        except DamagedError:
            return cabinet_goods.OTHER
        self.done.records += 1
        return ""

    def _shut(self, held: Cabinet, seq: int, why: str) -> None:
        new = self._desk.on_vault(lambda vault: cabinet_goods.close(vault, held, seq, why))
        self.done.closed += new
        if why != cabinet_goods.ANOTHER:
            self._doubt(held, Broken.OTHER_BYTES, f"entry {seq}: {why}")

    def _thumbnail(self, held: Cabinet, piece: Parcel, key: OfficeKey) -> None:
        try:
            jpeg, _ = _content(piece, held.vault, key)
        except DamagedError:
            return  # it proves nothing, and the item itself is looked at anyway
        self._desk.on_vault(lambda vault: cabinet_goods.put_thumbnail(vault, held, piece.seq, jpeg))


def _content(piece: Parcel, of: VaultId, key: OfficeKey) -> tuple[bytes, bytes]:
    if piece.vault != of:
        message = "this parcel is another vault's"
        raise DamagedError(message)
    return read_content(parcel.open_(key, piece.wraps, piece.meaning, piece.sealed))


def compare(vault: Vault, note: str) -> Cabinet:
    """Keep a sender's head that came by another road; the next pull holds the ledger against it.

    Raise InvalidInputError for a text that is no head, NotFoundError for an unknown sender.
    """
    try:
        head = Checkpoint.parse(note)
    except DamagedError as error:
        message = "this is no head of a ledger"
        raise InvalidInputError(message, what="head-text") from error
    held = cabinet.cabinet(vault, head.vault)
    cabinet.witness(vault, held, head.size, note)
    return held
