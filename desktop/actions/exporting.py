# SPDX-License-Identifier: GPL-3.0-or-later
"""From chosen items to a bundle that a stranger can check."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from db.bundle.contents import (
    Contents,
    Copy,
    DisclosedEntry,
    Exhibit,
    OfficeReceipt,
    Signatures,
    Told,
    Written,
)
from db.bundle.handover import Wrapping
from db.errors import (
    DamagedError,
    EvidenceDamagedError,
    InvalidInputError,
    NotFoundError,
    VaultDamagedError,
)
from db.intake import wording
from db.model.evidence import EvidenceCard, EvidenceSheet
from db.model.finding import Finding
from db.model.ids import EvidenceId
from db.model.progress import Check, Report, ignore, never
from db.store import disclosure, evidence
from db.store.disclosure import Disclosure, Kept
from db.store.shelves import Plan, Reader
from db.store.vault import Vault
from desktop.actions import playable
from desktop.actions.desk import Desk
from desktop.actions.handing_over import lay, sealed_for
from resources.phrases import LANGUAGES
from sync.receipts import Receipt


def export_bundle(
    desk: Desk,
    items: Sequence[EvidenceId],
    *,
    target: Path,
    identifier: str,
    title: str,
    organisation: str,
    wrapping: Wrapping | None = None,
    players: bool = False,
    check: Check = never,
    report: Report = ignore,
) -> Written:
    """Write the chosen items, in this order, as a bundle into the new folder `target`.

    `wrapping`: encrypt it for somebody instead, as `db.bundle.handover` says.  `players`: with
    copies for playing of what players may not know.

    The export is written into the ledger before it happens, and again with the bundle's hash once
    it has been read back and examined.  Raises what `db.bundle.write` raises, NotPermittedError for
    a role that may not export, NotFoundError for an unknown item.  What can be refused at once is
    refused before anything is written down; an item that is named twice is exported once.
    """
    chosen = tuple(dict.fromkeys(items))
    if not chosen:
        message = "a bundle has at least one exhibit"
        raise InvalidInputError(message, what="exhibits")
    if target.exists():
        message = "a folder of this name exists already"
        raise InvalidInputError(message, what="target-exists")

    def prepare(vault: Vault) -> tuple[list[EvidenceSheet], Disclosure]:
        cards = [evidence.by_id(vault, item) for item in chosen]
        disclosure.announce(vault, cards, identifier)
        sheets = [evidence.sheet(vault, card.id) for card in cards]
        return sheets, disclosure.disclose(vault, cards)

    sheets, disclosed = desk.on_vault(prepare)
    numbered = tuple(enumerate(sheets, start=1))
    given = [(number, sheet.card.id) for number, sheet in numbered if players]
    beside = playable.made_for(desk, given, check, report)
    exhibits = tuple(
        _exhibit(desk, number, sheet, disclosed, beside.copies.get(number))
        for number, sheet in numbered
    )
    contents = Contents(
        vault=desk.vault,
        identifier=identifier,
        title=title,
        organisation=organisation,
        created=desk.now().local,
        tool=desk.tool,
        exhibits=exhibits,
        entries=tuple(DisclosedEntry(*entry) for entry in disclosed.entries),
        leaves=disclosed.leaves,
        head=disclosed.head,
        sign=lambda listing: sign_whole(desk, listing),
        names=disclosed.names,
        receipts=tuple(receipt_of(kept) for kept in disclosed.receipts),
        unplayable=beside.lacking,
    )
    written = lay(target, contents, wrapping, check=check, report=report)
    playable.clear(desk)
    told = sealed_for(wrapping)
    desk.on_vault(
        lambda vault: disclosure.written(vault, identifier, written.digest, len(exhibits), **told)
    )
    return written


def sign_whole(desk: Desk, listing: bytes) -> Signatures:
    """Return the working account's signature over a whole bundle."""
    signature, key = desk.on_vault(lambda vault: disclosure.sign_whole(vault, listing))
    return Signatures(signature, key)


def receipt_of(kept: Kept) -> OfficeReceipt:
    """Return a receipt as a bundle shows it; raise DamagedError for a kept one that is none."""
    receipt = Receipt.parse(kept.body)
    return OfficeReceipt(
        kept.office, kept.card, receipt.leaf, receipt.index, receipt.path, receipt.head.note
    )


def _exhibit(
    desk: Desk, number: int, sheet: EvidenceSheet, disclosed: Disclosure, played: Copy | None
) -> Exhibit:
    card = sheet.card
    plan, failure = planned(desk, card.id)
    return Exhibit(
        number=number,
        sheet=sheet,
        told=tuple(told(finding) for finding in sheet.facts.findings),
        read=opener(desk.media, plan),
        records=disclosed.records[card.number],
        failure=failure,
        extra=() if played is None else (played,),
    )


def told(finding: Finding) -> Told:
    """Return a finding with its sentences in every language."""
    return Told(finding, {language: wording.sentence(finding, language) for language in LANGUAGES})


def planned(desk: Desk, item: EvidenceId) -> tuple[Plan | None, str | None]:
    """Return how to read an item, or one sentence why it does not open."""
    try:
        return desk.on_vault(lambda vault: evidence.plan(vault, item)), None
    except DamagedError as error:
        return None, str(error)


def opener(media: Path, plan: Plan | None) -> Callable[[], Iterator[bytes]]:
    """Return what reads an item from its first byte; it raises EvidenceDamagedError anywhere."""

    def read() -> Iterator[bytes]:
        if plan is None:
            return
        try:
            with Reader(media, plan) as sealed:
                yield from sealed.blocks()
        except (VaultDamagedError, NotFoundError) as error:  # its shelf: no other item need wait
            raise EvidenceDamagedError(str(error)) from error

    return read


def suggest_identifier(desk: Desk, cards: Sequence[EvidenceCard]) -> str:
    """Return a name for a new bundle: the day and how many items, e.g. SEGEL-20261121-0003."""
    day = desk.now().local.strftime("%Y%m%d")
    return f"SEGEL-{day}-{len(cards):04d}"
