# SPDX-License-Identifier: GPL-3.0-or-later
"""An item says which papers it is attached to, and leads there; what is hidden is not named."""

import pytest
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind, Values
from db.model.evidence import EvidenceCard
from db.store import browse
from db.store.vault import Vault
from desktop.actions.pages import known_of
from desktop.session import Session
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.kin_parts import PaperRow
from desktop.windows.showing import details_of
from desktop.windows.wayfinder import Wayfinder
from tests.fakes.casework_vault import write

CASE: Values = {
    "judul": "Camat di panggung", "sumber": "TEMUAN", "regime": "PEMILU", "wilayah": "51.05.01",
    "tgl_ditemukan": "2023-12-03", "tgl_kejadian": "2023-12-03", "tgl_diketahui": "2023-12-03",
}  # fmt: skip


@pytest.fixture
def attached(session: Session, qtbot: QtBot) -> tuple[Paper, EvidenceCard, EvidenceCard]:
    def work(vault: Vault) -> tuple[Paper, EvidenceCard, EvidenceCard]:
        used, free = browse.page(vault, limit=2)
        paper = write(vault, session.book, PaperKind.CASE, CASE, evidence=(used.id,))
        return paper, used, free

    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    found: tuple[Paper, EvidenceCard, EvidenceCard] = done.args[0]
    return found


def rows(
    session: Session, qtbot: QtBot, card: EvidenceCard, pane: EvidenceDetails
) -> list[PaperRow]:
    errand = session.on_vault(lambda vault: known_of(vault, card.id))
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    pane.show_details(details_of(done.args[0], zone_minutes=480, may_note=True))
    return pane.findChildren(PaperRow)


def test_an_item_leads_to_the_case_it_is_used_in(
    session: Session, qtbot: QtBot, attached: tuple[Paper, EvidenceCard, EvidenceCard]
) -> None:
    paper, used, free = attached
    pane, ways = EvidenceDetails(), Wayfinder()
    qtbot.addWidget(pane)
    pane.paper_chosen.connect(ways.lead_to)
    (row,) = rows(session, qtbot, used, pane)
    with qtbot.waitSignal(ways.case_wanted) as wanted:
        row.link.click()
    assert wanted.args == [paper.id]
    assert "Camat di panggung" in row.link.toolTip()
    other = EvidenceDetails()
    qtbot.addWidget(other)
    assert rows(session, qtbot, free, other) == []
