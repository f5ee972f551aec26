# SPDX-License-Identifier: GPL-3.0-or-later
"""A form on its page is kept at every field, follows what is filled, and is signed once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import AccountId
from db.model.people import Account, Role
from db.store import accounts, browse, docket, drafts, papers
from db.store.docket import PaperFilter
from db.store.vault import Person, Vault, doors
from desktop.actions.workday import begun as begun_drafts
from desktop.app import Program
from desktop.session import Session
from desktop.views import speech
from desktop.views.form.lacks import lack
from desktop.windows.drafts import draft_row
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.filling import Filling
from desktop.windows.form_page import FormPage
from desktop.windows.person_dialog import PersonDialog
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes.casework_vault import write
from tests.fakes.typist import Typist

S1: Values = {"wilayah": "51.05.01.2008"}
NUSA_PENIDA: Values = {
    "nama": "Panwaslu Kecamatan Nusa Penida", "tingkat": "KEC", "wilayah": "51.05.01",
    "singkatan": "NPD", "alamat": "Jalan Raya Nusa Penida 1", "kabkota": "Bawaslu Klungkung",
}  # fmt: skip
STORY = (
    " Sosialisasi Caleg Partai Cakrawala dihadiri 120 orang. Pukul 10.42 Camat Nusa Penida naik "
    "panggung dan berkata \u201cmari kita kawal bersama nomor tiga\u201d."
)


def done(qtbot: QtBot, session: Session, work: Callable[[Vault], object]) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as found:
        pass
    assert found.args is not None
    return found.args[0]


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> FormPage:
    done(qtbot, session, lambda vault: write(vault, session.book, PaperKind.OFFICE, NUSA_PENIDA))
    made = FormPage(session, Wayfinder())
    qtbot.addWidget(made)
    made.resize(1198, 620)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def begun(page: FormPage, qtbot: QtBot, wish: FormWish | None = None) -> Filling:
    page.open(wish or FormWish(PaperKind.SUPERVISION))
    qtbot.waitUntil(lambda: page.filling is not None)
    assert page.filling is not None
    return page.filling


def kept(qtbot: QtBot, session: Session, filling: Filling) -> Values:
    filling.view.flush()
    found = done(qtbot, session, lambda vault: drafts.draft(vault, filling.paper))
    assert found is not None
    return found.values  # type: ignore[attr-defined]  # a Draft


def sign(page: FormPage, qtbot: QtBot, reason: str = "") -> Paper:
    page.go.click()
    dialog = page._asking
    assert dialog is not None
    if reason:
        dialog.why.setFocus()
        QTest.keyClicks(dialog.why, reason)
    assert dialog.go.isEnabled(), [one.where for one in dialog._facts.lacks]
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.paper is not None)
    assert page.paper is not None
    qtbot.waitUntil(lambda: bool(page.signed.buttons))
    return page.paper


def fill_supervision(typist: Typist, day: str, start: str, end: str, outcome: str) -> None:
    typist.answer("tahapan", "Kampanye")
    typist.answer("jenis_pemilihan", "DPRD K")
    typist.answer("mulai", day, start)
    typist.answer("selesai", day, end)
    typist.answer("wilayah", "Batununggul")
    typist.answer("tempat", "Wantilan Desa Batununggul")
    typist.view.go_to("uraian_hasil")
    typist.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(typist.focus(), STORY.replace("\u201c", '"').replace("\u201d", '"'))
    field = next(one for one in typist.view.form.fields() if one.key == "outcome")
    choice = next(one for one in field.choices if one.code == outcome)
    typist.answer("outcome", choice.label.say(speech.language()))


def test_a_camat_on_stage_is_written_down_by_keys_alone(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot)
    typist = Typist(filling.view, qtbot)
    fill_supervision(typist, "3-12-2023", "10.15", "12.40", "DUGAAN_PELANGGARAN")
    values = filling.view.values()
    assert values["mulai"] == "2023-12-03T10:15+08:00"
    assert values["regime"] == "PEMILU"
    assert values["kontes"] == "PEMILU-2024-LEGISLATIF"
    story = str(values["uraian_hasil"])
    assert story.startswith("Pada hari ini, Minggu, 3 Desember 2023, pukul 10.15 s.d. 12.40 WITA")
    assert "Wantilan Desa Batununggul" in story
    assert story.endswith('nomor tiga".')
    typist.answer("peristiwa", "Camat naik panggung dan mengajak memilih nomor tiga")
    typist.answer("tempat_kejadian", "Wantilan Desa Batununggul")
    typist.answer("waktu_kejadian", "3-12-2023", "10.42")
    typist.answer("kategori", "ASN-D4")
    paper = sign(page, qtbot)
    assert paper.code.startswith("NPD-")
    assert paper.values["kategori"] == ["ASN-D4"]
    assert next(iter(page.signed.buttons)) == "case"
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    page.signed.buttons["case"].click()
    qtbot.waitUntil(lambda: bool(wishes))
    assert wishes[0].kind is PaperKind.CASE
    assert wishes[0].prefill["lhp"] == paper.id
    assert wishes[0].prefill["tgl_kejadian"] == "2023-12-03"


def test_the_wrong_phase_of_an_act_is_warned_of(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "mulai": "2023-12-03T10:15+08:00", "jenis_pemilihan": "DPRD-K",
        "outcome": "DUGAAN_PELANGGARAN", **S1}))  # fmt: skip
    typist = Typist(filling.view, qtbot)
    editor = typist.editor("kategori")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(editor._acts))  # type: ignore[attr-defined]  # likewise
    found = editor._acts  # type: ignore[attr-defined]  # likewise
    assert found["ASN-E3"].warning is not None
    assert "4 November 2023" in found["ASN-E3"].warning.id
    assert found["ASN-E3"].instead == "ASN-D4"
    assert found["ASN-D4"].warning is None


def test_supervision_without_suspicion_is_finished_and_asks_for_nothing_more(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    typist = Typist(filling.view, qtbot)
    fill_supervision(typist, "16-12-2023", "15.50", "18.05", "TIDAK_ADA_DUGAAN")
    paper = sign(page, qtbot)
    assert "peristiwa" not in paper.values
    assert next(iter(page.signed.buttons)) == "done"
    assert "case" not in page.signed.buttons
    cases = PaperFilter(kinds=frozenset({PaperKind.CASE}))
    assert done(qtbot, session, lambda vault: docket.count(vault, cases)) == 0


def test_every_field_is_kept_and_the_draft_is_taken_up_again(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    typist = Typist(filling.view, qtbot)
    typist.answer("tempat", "Balai Banjar Sari\u2019ah")
    assert kept(qtbot, session, filling)["tempat"] == "Balai Banjar Sari\u2019ah"
    qtbot.waitUntil(lambda: filling.view._state == "saved")
    again = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, paper=filling.paper))
    assert again.view.values()["tempat"] == "Balai Banjar Sari\u2019ah"


def test_what_was_typed_last_is_kept_when_the_vault_locks(
    program: Program, unlock: Callable[[], object], vault_folder: Path, passphrase: str,
    qtbot: QtBot,
) -> None:  # fmt: skip
    program.window.show()
    workspace = unlock()
    ways = workspace.ways  # type: ignore[attr-defined]  # a Workspace
    ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
    form = workspace.form  # type: ignore[attr-defined]  # likewise
    qtbot.waitUntil(lambda: form.filling is not None)
    view = form.filling.view
    view.go_to("tempat")
    page = view._pages["kegiatan"].frames["tempat"].editor
    QTest.keyClicks(page.focusProxy(), "Pasar Mentigi")  # told after a pause only
    with qtbot.waitSignal(program.window.locked):
        program.window.lock()
    errand = program.doors.unlock(vault_folder, doors(vault_folder)[0].account, passphrase)
    with qtbot.waitSignal(errand.succeeded) as opened:
        pass
    assert opened.args is not None
    session = Session(program.doors, opened.args[0])
    found = done(qtbot, session, drafts.drafts)
    assert [one.values.get("tempat") for one in found] == ["Pasar Mentigi"]  # type: ignore[attr-defined]  # drafts
    with qtbot.waitSignal(session.closed):
        session.close()


def test_the_opening_sentence_follows_until_somebody_writes_it(
    page: FormPage, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "mulai": "2023-12-03T10:15+08:00", **S1}))  # fmt: skip
    typist = Typist(filling.view, qtbot)
    typist.answer("tempat", "Balai Banjar")
    assert "bertempat di Balai Banjar, Desa Batununggul" in str(typist.value("uraian_hasil"))
    filling.view.fill("uraian_hasil", f"{typist.value('uraian_hasil')} dan seterusnya.")
    typist.answer("tempat", "Wantilan")
    story = str(typist.value("uraian_hasil"))
    assert "bertempat di Wantilan" in story
    assert story.endswith("dan seterusnya.")
    filling.view.fill("uraian_hasil", "Kami datang pukul sepuluh.")
    typist.answer("tempat", "Lapangan")
    assert typist.value("uraian_hasil") == "Kami datang pukul sepuluh."
    typist.view.fill("uraian_hasil", "")
    typist.answer("tempat", "Wantilan")
    assert not typist.value("uraian_hasil")


def test_a_regime_that_a_person_chose_stays(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "mulai": "2024-10-03T10:15+08:00", **S1}))  # fmt: skip
    assert filling.sheet.regime == "PILKADA"
    filling.view.fill("regime", "PEMILU")
    filling.view.fill("mulai", "2024-10-04T10:15+08:00")
    assert filling.sheet.regime == "PEMILU"


def test_signing_points_at_what_is_missing_and_goes_there(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot)
    page.go.click()
    dialog = page._asking
    assert dialog is not None
    assert not dialog.go.isVisible()
    paths = [str(dialog.list.item(at).data(257)) for at in range(dialog.list.count())]
    assert "tempat" in paths
    dialog.list.setCurrentRow(paths.index("tempat"))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._asking is None)
    assert filling.view._key == "kegiatan"


def test_a_time_in_the_wrong_zone_is_warned_of(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "mulai": "2023-12-03T10:15+07:00", **S1}))  # fmt: skip
    filling.look()
    assert any(gap.code == "wrong-zone" and gap.path == "mulai" for gap in filling.gaps)


def test_a_correction_asks_for_its_reason_and_keeps_what_was(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    values: Values = {
        "tahapan": "KAMPANYE", "regime": "PEMILU", "jenis_pemilihan": "DPRD-K",
        "mulai": "2023-12-03T10:15+08:00", "selesai": "2023-12-03T12:40+08:00",
        "tempat": "Wantilan", "uraian_hasil": "x" * 60, "outcome": "TIDAK_ADA_DUGAAN",
        "bentuk": "LANGSUNG", **S1,
    }  # fmt: skip
    signed = done(qtbot, session, lambda vault: write(
        vault, session.book, PaperKind.SUPERVISION, values))  # fmt: skip
    assert isinstance(signed, Paper)
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, paper=signed.id))
    Typist(filling.view, qtbot).answer("tempat", "Wantilan, sisi timur")
    page.go.click()
    dialog = page._asking
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.reject()
    paper = sign(page, qtbot, "tempat ditulis lebih tepat")
    assert (paper.version, paper.reason) == (2, "tempat ditulis lebih tepat")
    first = done(qtbot, session, lambda vault: papers.paper(vault, signed.id, 1))
    assert isinstance(first, Paper)
    assert first.values["tempat"] == "Wantilan"


def test_somebody_new_comes_back_picked(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "outcome": "DUGAAN_PELANGGARAN", "pelaku": [{"nama": "?"}], **S1}))  # fmt: skip
    filling.view.go_to("pelaku.0.orang")
    page._on_person_wanted(type("W", (), {"path": "pelaku.0.orang", "text": "Ni Ma\u2019rifah"})())
    dialog = page.findChild(PersonDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.filling is not None)
    assert dialog.filling is not None
    assert dialog.filling.view.values()["nama"] == "Ni Ma\u2019rifah"
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    rows = filling.view.values()["pelaku"]
    assert isinstance(rows, list)
    assert rows[0]["orang"]["version"] == 1  # type: ignore[index, call-overload]  # a row of JSON


def test_evidence_is_chosen_from_what_is_sealed(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    filling.view.go_to("lampiran")
    QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Space)
    dialog = page.findChild(EvidencePicker)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.page.list.model.rowCount() > 0)
    dialog.page.list.choose_row(0)
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.take.click()
    card = done(qtbot, session, lambda vault: browse.page(vault, limit=1))
    assert filling.view.values()["lampiran"] == [card[0].id]  # type: ignore[index]  # cards


def test_ten_megabytes_of_paste_lose_nothing_that_was_there(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    typist = Typist(filling.view, qtbot)
    typist.answer("tempat", "Pura Dalem Ped")
    typist.view.go_to("uraian_hasil")
    edit = typist.focus()
    assert isinstance(edit, QPlainTextEdit)
    QGuiApplication.clipboard().setText("tidak netral \u202eterbalik \U0001f44d " * 400_000)
    edit.paste()
    values = kept(qtbot, session, filling)
    assert values["tempat"] == "Pura Dalem Ped"
    filling.view.flush()
    qtbot.waitUntil(lambda: filling.view._state in {"saved", "trouble"})
    QGuiApplication.clipboard().clear()


def test_the_language_changes_in_the_middle_of_a_form(
    page: FormPage, program: Program, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    filling.view.go_to("tempat")
    program.tongue.speak("id")
    qtbot.waitUntil(lambda: page.go.text() == "Tanda tangani \u2026")
    assert page._back.text() == "Kembali"
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: page.go.text() == "Sign \u2026")


def test_every_button_and_edit_of_the_page_has_a_name(page: FormPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    for button in (page._back, page._drop, page.go):
        assert button.accessibleName()
    page.go.click()
    dialog = page._asking
    assert dialog is not None
    for part in (dialog.list, dialog.why, dialog.back):
        assert part.accessibleName()
    dialog.reject()


def test_a_draft_that_is_thrown_away_is_gone(
    page: FormPage, session: Session, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot)
    Typist(filling.view, qtbot).answer("tempat", "Balai Banjar")
    kept(qtbot, session, filling)
    with qtbot.waitSignal(page._ways.back_wanted):
        page._on_drop_answer(True)  # noqa: FBT003 - the answer of a person
    assert done(qtbot, session, drafts.drafts) == ()


def enter(program: Program, folder: Path, who: AccountId, passphrase: str, qtbot: QtBot) -> Session:
    errand = program.doors.unlock(folder, who, passphrase)
    with qtbot.waitSignal(errand.succeeded) as opened:
        pass
    assert opened.args is not None
    return Session(program.doors, opened.args[0])


def shut(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.closed):
        session.close()


def test_who_may_not_sign_a_form_a_hands_it_to_somebody_who_may(
    program: Program, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    chair = doors(vault_folder)[0].account
    first = enter(program, vault_folder, chair, passphrase, qtbot)
    name = first.account.name
    staff = Person("Made Staf", "Staf", Role.STAFF, passphrase)
    account = done(qtbot, first, lambda vault: accounts.add(vault, staff))
    assert isinstance(account, Account)
    shut(first, qtbot)
    session = enter(program, vault_folder, account.id, passphrase, qtbot)
    page = FormPage(session, Wayfinder())
    qtbot.addWidget(page)
    page.show()
    filling = begun(page, qtbot)
    Typist(filling.view, qtbot).answer("tempat", "Pasar Mentigi")
    assert page.go.text() in {"Serahkan \u2026", "Hand over \u2026"}
    page.go.click()
    qtbot.waitUntil(lambda: page._asking is not None)
    dialog = page._asking
    assert dialog is not None
    assert dialog._facts.refusal
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == [
        f"{name} \u00b7 {speech.word(Role.CHAIR, 'role')}"
    ]
    assert dialog.list.accessibleName()
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(dialog.taker))
    assert name in dialog._title.text()
    with qtbot.waitSignal(page._ways.back_wanted):
        QTest.keyClick(dialog.back, Qt.Key.Key_Space)
    assert done(qtbot, session, drafts.drafts) == ()
    assert page.filling is None
    shut(session, qtbot)
    session = enter(program, vault_folder, chair, passphrase, qtbot)
    (row,) = done(qtbot, session, lambda vault: begun_drafts(vault, session.book))  # type: ignore[misc, attr-defined]  # Begun
    assert row.draft.values["tempat"] == "Pasar Mentigi"
    line = draft_row(row, 480)
    assert "Made Staf" in line.detail
    again = FormPage(session, Wayfinder())
    qtbot.addWidget(again)
    again.show()
    assert begun(again, qtbot, FormWish(PaperKind.SUPERVISION, paper=row.draft.paper)).paper
    shut(session, qtbot)


def test_a_form_opens_at_the_field_that_was_asked_for(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, field="tempat"))
    frame = filling.view._pages["kegiatan"].frames["tempat"]
    qtbot.waitUntil(lambda: frame.isAncestorOf(filling.view.focusWidget()))
    assert filling.view._key == "kegiatan"


def test_a_field_that_is_not_asked_leads_to_the_question_that_decides(
    page: FormPage, qtbot: QtBot
) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, field="uraian_dugaan"))
    view = filling.view
    outcome = next(one for one in view._pages.values() if "outcome" in one.frames)
    qtbot.waitUntil(lambda: outcome.frames["outcome"].isAncestorOf(view.focusWidget()))
    assert view._key == outcome.section.key
    assert view.message.isVisible()
    view.go_to("tempat")
    assert not view.message.isVisible()


def test_a_day_to_come_is_said_as_people_say_days(page: FormPage, qtbot: QtBot) -> None:
    filling = begun(page, qtbot, FormWish(PaperKind.SUPERVISION, prefill={
        "mulai": "2031-12-03T10:15+08:00", **S1}))  # fmt: skip
    filling.look()
    gap = next(one for one in filling.gaps if one.code == "in-the-future")
    words = lack(filling.sheet.form, gap).words
    assert "3 Desember 2031" in words
    assert "2031-12" not in words
