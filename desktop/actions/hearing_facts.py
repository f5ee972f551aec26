# SPDX-License-Identifier: GPL-3.0-or-later
"""What the papers of a hearing are made of: one visit to the vault, and pictures when they are due.

Sheets come as their reader may see them and stay so: nothing here reads around them.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from db.casework.exhibits import COLUMNS, DOCUMENTS
from db.casework.signers import Signer
from db.errors import SegelError
from db.ledger.act import Act
from db.model.derived import Derivation
from db.model.digest import Digest
from db.model.evidence import EvidenceSheet, Kind
from db.model.hearing import Form, Hearing, HearingExhibit, Variant
from db.model.ids import EvidenceId, VaultId
from db.model.progress import Check, never
from db.store import evidence, offshoots, trusted_times
from db.store.trusted_times import Bracket
from db.store.vault import Vault
from desktop.actions import deriving, viewing
from desktop.actions.desk import Desk
from desktop.actions.playable import Made
from desktop.actions.printing import Head, Office

PICTURED: Final = frozenset({Kind.PHOTO, Kind.SCREENSHOT})
FILMED: Final = frozenset({Kind.VIDEO, Kind.SCREEN_RECORDING})
LONGEST: Final = 1400
"""Pixels of the longer side: 210 dots an inch on the width of a page."""
FRAME: Final = 640
"""Pixels of the longer side of one frame of a film strip."""
FRAMES: Final = 6
MILLI: Final = 1000


@dataclass(frozen=True, slots=True)
class Still:
    """A picture to print: a JPEG, and for a frame of a film its time in microseconds."""

    picture: bytes
    at_us: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What of an exhibit can be seen on paper.

    `stills`: one for a picture, several for a film.  `wave`: loudness of a sound from 0 to 255 at
    equal distances.  Both are empty where there is nothing to see.
    """

    stills: tuple[Still, ...] = ()
    wave: bytes = b""


@dataclass(frozen=True, slots=True)
class Copy:
    """The covered copy that stands for an original: its kind, length in bytes and hash."""

    kind: Kind
    size: int
    digest: Digest


@dataclass(frozen=True, slots=True)
class ExhibitFacts:
    """What the papers say of one exhibit.

    `sheet`: as the reader may see it.  `place`: where it was, in words.  `remark`: for the list.
    `thumbnail`: a small JPEG of what may be seen, or empty.  `copy`: what goes out in place of a
    covered original.  `playable`: the copy for playing beside it.
    """

    sheet: EvidenceSheet
    bracket: Bracket = field(default_factory=Bracket)
    place: str = ""
    remark: str = ""
    thumbnail: bytes = b""
    copy: Copy | None = None
    derivation: Derivation | None = None
    playable: Made | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said of an exhibit beyond its sheet, as its reader may see it.

    `shown`: the item whose picture stands in place of the exhibit's own: its covered copy.
    `place`: where it was, in words.  `remark`: for the list.  `playable`: the copy for playing that
    goes out beside what is given of it.
    """

    shown: EvidenceId | None = None
    place: str = ""
    remark: str = ""
    playable: Made | None = None


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """What the papers of a hearing say beyond the hearing itself.

    `exhibits`: in the order of `Hearing.exhibits`.  `view`: reads what can be seen of the exhibit
    with this number, when its page is made; raises nothing for an exhibit that does not open.
    `head`: of the ledger when the papers were made.  `columns` of the list of exhibits and the
    `wanted` documents are named as in `db.casework.exhibits`.  `signers`: of list and statement.
    """

    vault: VaultId
    tool: str
    office: Office
    head: Head
    exhibits: tuple[ExhibitFacts, ...]
    view: Callable[[int], View]
    columns: tuple[str, ...] = COLUMNS
    wanted: tuple[str, ...] = DOCUMENTS
    signers: tuple[Signer, ...] = ()


def hearing_facts(
    desk: Desk,
    hearing: Hearing,
    sheets: Sequence[EvidenceSheet],
    *,
    office: Office,
    columns: Sequence[str] = COLUMNS,
    wanted: Sequence[str] = DOCUMENTS,
    asides: Mapping[int, Aside] | None = None,
    signers: Sequence[Signer] = (),
    check: Check = never,
) -> HearingFacts:
    """Read what the papers need.  Work for the bench; raise what reading the vault raises.

    `sheets`: one an exhibit, in their order, already masked where the public will read them.
    `asides`: by exhibit number.  An exhibit whose form is COVERED or NONE shows no other picture
    than that of its aside.
    """
    told = asides or {}
    seen = {one.number: _shown(one, told.get(one.number)) for one in hearing.exhibits}
    entries = [_sealed(sheet) for sheet in sheets]
    times, head = desk.on_vault(lambda vault: _around(vault, entries))
    exhibits = []
    for one, sheet, entry in zip(hearing.exhibits, sheets, entries, strict=True):
        check()
        beside = partial(_beside, one=one, shown=seen[one.number], variant=hearing.variant)
        derivation, copy, thumbnail = desk.on_vault(beside)
        aside = told.get(one.number, Aside())
        exhibits.append(
            ExhibitFacts(
                sheet=sheet,
                bracket=times.get(entry, Bracket()),
                place=aside.place,
                remark=aside.remark,
                thumbnail=thumbnail or (sheet.facts.thumbnail or b"") * (one.form is Form.ORIGINAL),
                copy=copy,
                derivation=derivation,
                playable=aside.playable,
            )
        )
    return HearingFacts(
        vault=desk.vault,
        tool=desk.tool,
        office=office,
        head=head,
        exhibits=tuple(exhibits),
        view=lambda number: _view(desk, seen.get(number)),
        columns=tuple(columns),
        wanted=tuple(wanted),
        signers=tuple(signers),
    )


def _shown(one: HearingExhibit, aside: Aside | None) -> EvidenceId | None:
    """Return the item whose picture may be shown for an exhibit."""
    if aside is not None and aside.shown is not None:
        return aside.shown
    return one.evidence if one.form is Form.ORIGINAL else None


def _around(vault: Vault, entries: Sequence[int]) -> tuple[dict[int, Bracket], Head]:
    return trusted_times.brackets(vault, entries), Head(vault.head.size, vault.head.frontier.root)


def _beside(
    vault: Vault, one: HearingExhibit, shown: EvidenceId | None, variant: Variant
) -> tuple[Derivation | None, Copy | None, bytes]:
    """Return the recipe, the copy that stands for a covered original, and that copy's thumbnail.

    A recipe has a person's words in it, so the public reads none.
    """
    full = variant is Variant.FULL
    derivation = offshoots.derivation(vault, one.evidence) if full else None
    if shown is None or one.form is not Form.COVERED:
        return derivation, None, b""
    copy = evidence.sheet(vault, shown)
    card = copy.card
    return derivation, Copy(card.kind, card.size, card.digest), copy.facts.thumbnail or b""


def _sealed(sheet: EvidenceSheet) -> int:
    """Return the number of the entry that sealed an item, or -1 where it may not be seen."""
    return next((step.seq for step in sheet.custody if step.act == Act.SEALED.value), -1)


def _view(desk: Desk, item: EvidenceId | None) -> View:
    """Return what can be seen of an item; nothing where it has no picture or does not open."""
    if item is None:
        return View()
    with suppress(SegelError):
        card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
        if card.kind in PICTURED:
            return View((Still(viewing.picture(desk, item, longest=LONGEST).jpeg),))
        if card.kind in FILMED:
            return View(tuple(_frames(desk, item, (card.duration_ms or 0) * MILLI)))
        if card.kind is Kind.AUDIO:
            return View(wave=deriving.glance(desk, item).wave)
    return View()


def _frames(desk: Desk, item: EvidenceId, length_us: int) -> list[Still]:
    """Return frames at equal distances, each from the middle of its stretch."""
    count = FRAMES if length_us else 1
    times = [length_us * (2 * place + 1) // (2 * count) for place in range(count)]
    return [Still(viewing.picture(desk, item, longest=FRAME, at_us=at).jpeg, at) for at in times]
