# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at one item.  Looking is an act: it is written down before anything is shown."""

from db.intake.isolate import Picture
from db.ledger.act import Act
from db.model.evidence import EvidenceSheet
from db.model.ids import EvidenceId
from db.store import evidence
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.sealing import reader

TEXT_LIMIT = 256 * 1024


def open_sheet(desk: Desk, item: EvidenceId, *, reason: str = "") -> EvidenceSheet:
    """Return everything known about an item, after writing down that it was looked at."""

    def work(vault: Vault) -> EvidenceSheet:
        evidence.note_act(vault, Act.VIEWED, [evidence.by_id(vault, item)], reason=reason)
        return evidence.sheet(vault, item)

    return desk.on_vault(work)


def picture(desk: Desk, item: EvidenceId, *, longest: int, at_us: int | None = None) -> Picture:
    """Return an upright JPEG view of a sealed photo, or of a video's poster or frame at `at_us`.

    The bytes go from the shelf to the intake process and nowhere else.  Raises InvalidInputError
    for an item that has no picture, EvidenceDamagedError for one that does not open.
    """
    with reader(desk, item) as sealed:
        card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
        return desk.examiner.render(
            sealed.read_at, card.size, card.name, longest=longest, at_us=at_us
        )


def text(desk: Desk, item: EvidenceId) -> str:
    """Return the beginning of a sealed text, unreadable bytes shown as such."""
    with reader(desk, item) as sealed:
        return sealed.read_at(0, TEXT_LIMIT).decode("utf-8", errors="replace")
