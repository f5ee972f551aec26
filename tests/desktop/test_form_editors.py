# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sort of question keeps what is filled in, says what is wrong, and can be heard."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.casework.form import Choice, Field, FieldType, When, Words
from db.casework.reference import Phase
from db.model.canonical import Json
from db.model.ids import EvidenceId
from desktop.models.evidence_mime import pack, unpack
from desktop.views.form.acts import ActsEditor
from desktop.views.form.chips import ChoiceChips, FlagEditor
from desktop.views.form.dates import DateEditor, MarkEditor, MomentEditor
from desktop.views.form.editor import Editor, Wanted, Wish
from desktop.views.form.exhibits import ExhibitsEditor
from desktop.views.form.frame import FieldFrame
from desktop.views.form.lines import IdentityEditor, LineEditor, MoneyEditor, NumberEditor
from desktop.views.form.lists import ListEditor, ManyList
from desktop.views.form.making import editor_for
from desktop.views.form.picks import PersonEditor, RegionEditor
from desktop.views.form.prose import LongEditor
from desktop.views.form.rows import RowsEditor
from desktop.views.form.supply import ActOption, Answer, Exhibit, Hit, Reading, Supply
from desktop.views.form.typed import clock_of, day_of, place_of

WITA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 10, 42, tzinfo=WITA)
ITEMS = (EvidenceId("01J0000000000000000000000C"), EvidenceId("01J0000000000000000000000D"))
PEOPLE = (Hit("01J0000000000000000000000A", "I Wayan Contoh", "NIP 19850315 \u2026", 2),)
REGIONS = (Hit("51.05.01.2008", "Batununggul", "Nusa Penida, Klungkung, Bali"),)
ETHICS, DISCIPLINE = Words("Kode etik", "Ethics"), Words("Disiplin", "Discipline")
ACTS = (
    ActOption("ASN-E1", Words("Spanduk", "Banner"), ETHICS, Words("Moral", "Moral"), Phase.BEFORE),
    ActOption(
        "ASN-E4", Words("Like", "Like"), ETHICS, Words("Moral", "Moral"), Phase.BEFORE,
        warning=Words("Calon sudah ditetapkan", "Candidates are fixed"), instead="ASN-D6",
    ),
    ActOption("ASN-D6", Words("Like", "Like"), DISCIPLINE, Words("Berat", "Severe"), Phase.AFTER),
)  # fmt: skip
PAYLOAD = "Kepala Desa \u2018O\u2019Brien\u2019 \U0001f44d \u0645\u0631\u062d\u0628\u0627 e\u0301"


def words(text: str) -> Words:
    return Words(text, text)


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"K{place}", words(f"Pilihan {place}")) for place in range(count))


def find(hits: tuple[Hit, ...]) -> Callable[[str, Answer[tuple[Hit, ...]]], None]:
    return lambda text, answer: answer(
        tuple(hit for hit in hits if text.casefold() in hit.label.casefold())
    )


def one_of(hits: tuple[Hit, ...]) -> Callable[[str, Answer[Hit | None]], None]:
    return lambda code, answer: answer(next((hit for hit in hits if hit.code == code), None))


def reading(digits: str) -> Reading:
    wrong = () if len(digits) == 18 else (f"{len(digits)} angka; seharusnya 18.",)
    return Reading("PNS, lahir 15 Maret 1985", wrong)


SUPPLY = Supply(
    terms=lambda source, _regime: choices(int(source)) if source.isdigit() else (),
    acts=lambda _values, answer: answer(ACTS),
    regions=find(REGIONS),
    region=one_of(REGIONS),
    people=find(PEOPLE),
    person=one_of(PEOPLE),
    papers=lambda _kind, text, answer: find(PEOPLE)(text, answer),
    paper=one_of(PEOPLE),
    accounts=lambda: (Hit("AKUN-1", "Yosina Wanggai"), Hit("AKUN-2", "Budi Contoh")),
    identity=reading,
    exhibits=lambda ids, answer: answer(tuple(Exhibit(one, f"IMG {one[-1]}") for one in ids)),
    zone=lambda values: 540 if values.get("wilayah") == "91" else 480,
    suggestions=lambda key: ("Lapangan Umum",) if key == "tempat" else (),
    now=lambda: NOW,
)


def field(kind: FieldType, **more: object) -> Field:
    return Field("isian", kind, Words("Isian uji", "Test question"), **more)  # type: ignore[arg-type]  # what a test asks for


ROWS = field(
    FieldType.ROWS,
    fields=(
        Field("nama", FieldType.TEXT, words("Nama"), required=True),
        Field("hp", FieldType.PHONE, words("HP")),
        Field("dilindungi", FieldType.FLAG, words("Dilindungi")),
        Field("kode", FieldType.TEXT, words("Kode"), when=When("dilindungi", frozenset({"true"}))),
        Field("orang", FieldType.PERSON, words("Orang")),
    ),
)
EVERY: dict[str, tuple[Field, Json]] = {
    "text": (field(FieldType.TEXT), "Nusa Penida"),
    "long": (field(FieldType.LONG), "Satu\n\nDua"),
    "choice of few": (field(FieldType.CHOICE, choices=choices(3)), "K1"),
    "choice of many": (field(FieldType.CHOICE, choices=choices(9)), "K7"),
    "choice of a table": (field(FieldType.CHOICE, source="20"), "K7"),
    "choice of acts": (field(FieldType.CHOICE, source="act"), "ASN-E1"),
    "choice of papers": (field(FieldType.CHOICE, source="paper:LHP"), PEOPLE[0].code),
    "many of few": (field(FieldType.MANY, choices=choices(4)), ["K0", "K2"]),
    "many of many": (field(FieldType.MANY, source="20"), ["K7", "K2"]),
    "many accounts": (field(FieldType.MANY, source="account"), ["AKUN-2"]),
    "acts": (field(FieldType.MANY, source="act"), ["ASN-E4", "ASN-D6"]),
    "yes": (field(FieldType.FLAG), True),
    "no": (field(FieldType.FLAG), False),
    "date": (field(FieldType.DATE), "2023-12-03"),
    "moment": (field(FieldType.MOMENT), "2023-12-03T10:15+07:00"),
    "moment abroad": (field(FieldType.MOMENT), "2023-12-03T10:15-05:30"),
    "time": (field(FieldType.TIME), "10:15"),
    "number": (field(FieldType.NUMBER), 1200),
    "money": (field(FieldType.MONEY), 700_000),
    "mark": (field(FieldType.MARK), "00:01:37-00:01:52"),
    "mark without end": (field(FieldType.MARK), "00:01:37"),
    "region": (field(FieldType.REGION), "51.05.01.2008"),
    "person": (field(FieldType.PERSON), {"id": PEOPLE[0].code, "version": 2}),
    "account": (field(FieldType.ACCOUNT), "AKUN-2"),
    "identity": (field(FieldType.IDENTITY), "198503152010011002"),
    "phone": (field(FieldType.PHONE), "0812 3456 7890"),
    "url": (field(FieldType.URL), "https://contoh.id/a?b=c"),
    "evidence": (field(FieldType.EVIDENCE), list(ITEMS)),
    "rows": (ROWS, [{"nama": "Ni Luh", "dilindungi": True, "kode": "SAKSI-1"}, {"hp": "08123"}]),
    "no day": (field(FieldType.DATE), "31-02-2024"),
    "half a moment": (field(FieldType.MOMENT), "2024-02-14T+08:00"),
    "no number": (field(FieldType.NUMBER), "dua ratus"),
    "letters in an identity": (field(FieldType.IDENTITY), "19850315X"),
    "no place in a recording": (field(FieldType.MARK), "nanti-00:01:52"),
}


def shown(question: Field, qtbot: QtBot, value: Json = None) -> tuple[Editor, FieldFrame]:
    editor = editor_for(question, SUPPLY)
    frame = FieldFrame(question, editor)
    qtbot.addWidget(frame)
    frame.show_value(value)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    return editor, frame


def test_every_type_of_field_is_tried() -> None:
    assert {question.type for question, _ in EVERY.values()} == set(FieldType)


@pytest.mark.parametrize("name", EVERY)
def test_a_value_comes_back_as_it_was_kept(name: str, qtbot: QtBot) -> None:
    question, value = EVERY[name]
    editor, frame = shown(question, qtbot)
    told: list[object] = []
    frame.edited.connect(lambda _key, new: told.append(new))
    assert editor.value() is None
    frame.show_value(value)
    frame.flush()
    assert editor.value() == value
    assert told == []  # showing is no edit
    frame.show_value(None)
    assert editor.value() is None


@pytest.mark.parametrize("name", EVERY)
def test_every_edit_has_a_name_to_be_spoken(name: str, qtbot: QtBot) -> None:
    question, value = EVERY[name]
    _, frame = shown(question, qtbot, value)
    speaking = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    nameless = [
        type(one).__name__
        for kind in speaking
        for one in frame.findChildren(kind)
        if not one.accessibleName()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.metaObject().className() != "QComboBoxListView"
        and one.isVisibleTo(frame)
    ]
    assert not nameless


@pytest.mark.parametrize("kind", [FieldType.TEXT, FieldType.LONG])
def test_names_signs_and_scripts_of_all_sorts_are_kept_composed(
    kind: FieldType, qtbot: QtBot
) -> None:
    editor, frame = shown(field(kind), qtbot)
    QGuiApplication.clipboard().setText(PAYLOAD)
    proxy = editor.focusProxy()
    assert isinstance(proxy, QLineEdit | QPlainTextEdit)
    with qtbot.waitSignal(frame.edited) as told:
        proxy.paste()
    assert told.args == ["isian", PAYLOAD.replace("e\u0301", "\u00e9")]


@pytest.mark.parametrize("kind", [FieldType.TEXT, FieldType.LONG, FieldType.URL])
def test_ten_megabytes_of_paste_are_cut_with_a_notice_and_at_once(
    kind: FieldType, qtbot: QtBot
) -> None:
    editor, frame = shown(field(kind), qtbot)
    proxy = editor.focusProxy()
    assert isinstance(proxy, QLineEdit | QPlainTextEdit)
    data = QMimeData()
    data.setText("kata panjang " * 800_000)
    assert len(data.text()) > 10_000_000
    QGuiApplication.clipboard().setMimeData(data)
    proxy.paste()
    assert editor.refused()
    value = editor.value()
    assert isinstance(value, str)
    assert 400 < len(value) <= 20_000
    assert not frame._cut.isHidden()
    QTest.keyClick(proxy, Qt.Key.Key_Backspace)
    assert not editor.refused()
    QGuiApplication.clipboard().clear()


def test_typing_is_kept_after_a_pause_and_leaving_keeps_it_at_once(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.TEXT), qtbot)
    assert isinstance(editor, LineEditor)
    told: list[object] = []
    frame.edited.connect(lambda _key, value: told.append(value))
    QTest.keyClicks(editor.line, "Nusa")
    assert told == []
    with qtbot.waitSignal(frame.edited, timeout=2000):
        pass
    QTest.keyClicks(editor.line, " Penida")
    editor.line.editingFinished.emit()
    assert told == ["Nusa", "Nusa Penida"]


def test_a_long_text_grows_counts_and_says_what_is_missing_to_its_least(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.LONG, least=50), qtbot)
    assert isinstance(editor, LongEditor)
    low = editor.edit.height()
    editor.edit.setPlainText("pendek")
    frame.flush()
    assert "44" in editor.problem()
    editor.edit.setPlainText("baris\n" * 12)
    assert editor.edit.minimumHeight() > low
    assert editor.problem() == ""
    assert "72" in editor._count.text()


def test_an_offered_beginning_is_put_before_what_is_written(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.LONG), qtbot, "Lalu hujan.")
    assert isinstance(editor, LongEditor)
    editor.offer("Tulis pembuka", lambda: "Pada hari ini \u2026")
    with qtbot.waitSignal(frame.edited) as told:
        editor._offer.click()
    assert told.args == ["isian", "Pada hari ini \u2026\n\nLalu hujan."]


def test_writing_goes_on_behind_what_was_written_already(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.LONG), qtbot, "Pada hari ini")
    assert isinstance(editor, LongEditor)
    QTest.keyClicks(editor.edit, " hujan")
    assert editor.value() == "Pada hari ini hujan"


def test_what_was_filled_before_is_offered_while_typing(qtbot: QtBot) -> None:
    question = Field("tempat", FieldType.TEXT, words("Tempat"))
    editor, _ = shown(question, qtbot)
    assert isinstance(editor, LineEditor)
    assert editor.line.completer() is not None
    assert editor._offers is not None
    assert editor._offers.accessibleName() == "Tempat"


def test_few_answers_are_chips_and_many_are_a_search(qtbot: QtBot) -> None:
    makers: list[tuple[FieldType, int, type[Editor]]] = [
        (FieldType.CHOICE, 5, ChoiceChips),
        (FieldType.CHOICE, 6, ListEditor),
        (FieldType.MANY, 12, ChoiceChips),
        (FieldType.MANY, 13, ManyList),
    ]
    for kind, count, expected in makers:
        editor, _ = shown(field(kind, choices=choices(count)), qtbot)
        assert isinstance(editor, expected)


def test_a_chip_is_chosen_and_taken_back_by_keys(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.CHOICE, choices=choices(3)), qtbot)
    assert isinstance(editor, ChoiceChips)
    chips = editor.findChildren(QAbstractButton)
    editor.setFocus()
    QTest.keyClick(chips[0], Qt.Key.Key_Right)
    assert chips[1].hasFocus()
    with qtbot.waitSignal(frame.edited):
        QTest.keyClick(chips[1], Qt.Key.Key_Space)
    assert editor.value() == "K1"
    tab = [one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in chips]
    assert [bool(one) for one in tab] == [False, True, False]
    QTest.keyClick(chips[1], Qt.Key.Key_Space)
    assert editor.value() is None


def test_yes_no_and_not_answered_are_three_things(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.FLAG), qtbot)
    assert isinstance(editor, FlagEditor)
    yes, no = editor.findChildren(QAbstractButton)
    yes.click()
    assert editor.value() is True
    no.click()
    assert editor.value() is False
    no.click()
    assert editor.value() is None


def test_an_answer_of_a_long_list_is_found_by_typing(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.CHOICE, choices=choices(9)), qtbot)
    assert isinstance(editor, ListEditor)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "7")
    qtbot.waitUntil(lambda: [hit.code for hit in editor.line.hits()] == ["K7"])
    with qtbot.waitSignal(frame.edited) as told:
        QTest.keyClick(editor.line.popup, Qt.Key.Key_Return)
    assert told.args == ["isian", "K7"]
    editor.line.clear()
    editor.line.textEdited.emit("")
    assert editor.value() is None


def test_several_answers_of_a_long_list_stand_as_chips(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.MANY, choices=choices(20)), qtbot, ["K3"])
    assert isinstance(editor, ManyList)
    editor.line.chosen.emit(Hit("K9", "Pilihan 9"))
    assert editor.value() == ["K3", "K9"]
    chip = editor.chosen.findChildren(QAbstractButton)[-1]
    with qtbot.waitSignal(frame.edited) as told:
        chip.click()
    assert told.args is not None
    assert len(told.args[1]) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3-12-2023", "2023-12-03"),
        ("03/12/23", "2023-12-03"),
        ("03122023", "2023-12-03"),
        ("3 Des 2023", "2023-12-03"),
        ("3 desember 2023", "2023-12-03"),
        ("2023-12-03", "2023-12-03"),
        ("29-02-2024", "2024-02-29"),
        ("29-02-2023", None),
        ("31-02-2024", None),
        ("12-31-2023", None),
        ("besok", None),
        ("00-00-0000", None),
        ("\u0663-12-2023", "2023-12-03"),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, meant: str | None) -> None:
    day = day_of(typed)
    assert (None if day is None else day.isoformat()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("10.15", "10:15"), ("1015", "10:15"), ("7", "07:00"), ("24:00", None), ("9.75", None)],
)
def test_times_are_read_as_people_type_them(typed: str, meant: str | None) -> None:
    assert clock_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1:37", "00:01:37"), ("00.01.37", "00:01:37"), ("97", "00:01:37"), ("1:99", None),
        ("", None), ("a", None), ("1:2:3:4", None),
    ],
)  # fmt: skip
def test_places_in_a_recording_are_read_as_people_type_them(typed: str, meant: str | None) -> None:
    assert place_of(typed) == meant


def test_an_impossible_day_is_named_and_nothing_is_lost(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.DATE), qtbot)
    assert isinstance(editor, DateEditor)
    QTest.keyClicks(editor.day.line, "31-02-2024")
    with qtbot.waitSignal(frame.edited) as told:
        editor.day.line.editingFinished.emit()
    assert told.args == ["isian", "31-02-2024"]
    assert "31-02-2024" in editor.problem()
    assert not frame._problem.isHidden()


def test_today_yesterday_and_the_calendar_fill_a_day(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.DATE), qtbot)
    assert isinstance(editor, DateEditor)
    editor.day._yesterday.click()
    assert editor.value() == "2026-11-20"
    editor.set_value(None)
    editor.day._today.click()
    assert editor.value() == "2026-11-21"
    editor.day._open.click()
    popup = editor.day._popup
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup.calendar.focusProxy() or popup.calendar, Qt.Key.Key_Escape)
    popup._on_picked(popup.calendar.selectedDate().addDays(-3))
    assert editor.value() == "2026-11-18"


def test_a_moment_takes_the_zone_of_its_place_until_one_is_chosen(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.MOMENT), qtbot)
    assert isinstance(editor, MomentEditor)
    editor.meet({"wilayah": "91"})
    assert editor.zone.currentText() == "WIT"
    QTest.keyClicks(editor.day.line, "3-12-2023")
    QTest.keyClicks(editor.clock, "1015")
    assert editor.value() == "2023-12-03T10:15+09:00"
    editor.zone.setCurrentIndex(0)
    editor.zone.activated.emit(0)
    editor.meet({"wilayah": "51"})
    assert editor.value() == "2023-12-03T10:15+07:00"


def test_now_fills_day_time_and_zone(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.MOMENT), qtbot)
    assert isinstance(editor, MomentEditor)
    with qtbot.waitSignal(frame.edited) as told:
        editor._now.click()
    assert told.args == ["isian", "2026-11-21T10:42+08:00"]


def test_the_end_of_a_mark_does_not_lie_before_its_beginning(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.MARK), qtbot, "00:02:00-00:01:00")
    assert isinstance(editor, MarkEditor)
    assert editor.problem()
    editor.set_value("00:01:00-00:02:00")
    assert editor.problem() == ""


@pytest.mark.parametrize(("typed", "value"), [("700000", 700_000), ("Rp 1.250.000", 1_250_000)])
def test_rupiah_are_grouped_while_they_are_typed(typed: str, value: int, qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.MONEY), qtbot)
    assert isinstance(editor, MoneyEditor)
    QTest.keyClicks(editor.line, typed)
    assert editor.value() == value
    assert editor.line.cursorPosition() == len(editor.line.text())


def test_a_number_outside_its_bounds_is_named(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.NUMBER, least=1, most=5), qtbot)
    assert isinstance(editor, NumberEditor)
    for typed, wrong in (("0", True), ("5", False), ("6", True), ("lima", True), ("", False)):
        editor.line.setText(typed)
        assert bool(editor.problem()) is wrong, typed


def test_an_identity_is_read_aloud_while_it_is_typed(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.IDENTITY), qtbot)
    assert isinstance(editor, IdentityEditor)
    QTest.keyClicks(editor.line, "19850315 201001 1 00")
    assert not editor._warnings[0].isHidden()
    QTest.keyClicks(editor.line, "2")
    assert editor._warnings[0].isHidden()
    assert editor._says.accessibleName().startswith("PNS")
    assert editor.value() == "198503152010011002"


def test_a_region_is_found_by_part_of_its_name(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.REGION), qtbot)
    assert isinstance(editor, RegionEditor)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "batu")
    qtbot.waitUntil(lambda: len(editor.line.hits()) == 1)
    with qtbot.waitSignal(frame.edited) as told:
        QTest.keyClick(editor.line.popup, Qt.Key.Key_Return)
    assert told.args == ["isian", "51.05.01.2008"]
    assert not editor.card.isHidden()
    assert "Klungkung" in editor.card.accessibleName()


def test_giving_a_change_up_keeps_what_was_picked(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.REGION), qtbot, "51.05.01.2008")
    assert isinstance(editor, RegionEditor)
    other = QLineEdit(frame)
    other.show()
    editor.card.change.click()
    assert editor.card.isHidden()
    other.setFocus()
    qtbot.waitUntil(lambda: not editor.card.isHidden())
    assert editor.value() == "51.05.01.2008"


def test_a_look_into_another_window_does_not_give_a_change_up(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.REGION), qtbot, "51.05.01.2008")
    assert isinstance(editor, RegionEditor)
    editor.card.change.click()
    editor.line.setText("Kampung")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: not editor.line.hasFocus())
    qtbot.wait(20)
    assert editor.card.isHidden()
    assert editor.line.text() == "Kampung"


def test_a_late_answer_does_not_undo_a_later_choice(qtbot: QtBot) -> None:
    waiting: list[Answer[Hit | None]] = []
    supply = Supply(person=lambda _id, answer: waiting.append(answer))
    editor = PersonEditor(field(FieldType.PERSON), supply)
    qtbot.addWidget(editor)
    editor.set_value({"id": "A", "version": 1})
    editor.set_value({"id": "B", "version": 1})
    waiting[-1](Hit("B", "Budi"))
    waiting[0](Hit("A", "Ani"))
    assert editor.card.accessibleName() == "Budi"


def test_somebody_new_is_wished_for_with_what_was_typed(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.PERSON), qtbot)
    assert isinstance(editor, PersonEditor)
    QTest.keyClicks(editor.line, "Ketut")
    with qtbot.waitSignal(frame.wished) as told:
        editor._new.click()
    assert told.args == [Wish(Wanted.PERSON, "isian", "Ketut")]


def test_an_act_of_the_wrong_phase_is_warned_of_and_exchanged(qtbot: QtBot) -> None:
    editor, _ = shown(field(FieldType.MANY, source="act"), qtbot)
    assert isinstance(editor, ActsEditor)
    editor.open.click()
    editor.picker.filter.setText("like")
    editor.picker.list.setFocus()
    editor.picker.list.choose_first()
    QTest.keyClick(editor.picker.list, Qt.Key.Key_Space)
    assert editor.value() == ["ASN-E4"]
    editor._on_exchanged("ASN-E4", "ASN-D6")
    assert editor.value() == ["ASN-D6"]
    QTest.keyClick(editor.picker.filter, Qt.Key.Key_Escape)
    assert editor.picker.isHidden()


def test_evidence_is_dropped_wished_for_and_taken_away(qtbot: QtBot) -> None:
    editor, frame = shown(field(FieldType.EVIDENCE), qtbot)
    assert isinstance(editor, ExhibitsEditor)
    actions, buttons = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton
    data = pack(ITEMS)
    drop = QDropEvent(QPointF(4, 4), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(4, 4), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    editor.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(frame.edited) as told:
        editor.dropEvent(drop)
    assert told.args == ["isian", list(ITEMS)]
    editor.link(ITEMS)
    assert editor.value() == list(ITEMS)  # each once
    editor._on_removed(ITEMS[0])
    assert editor.value() == [ITEMS[1]]
    with qtbot.waitSignal(frame.wished) as wished:
        editor.add.click()
    assert wished.args == [Wish(Wanted.EVIDENCE, "isian")]


@pytest.mark.parametrize("load", [b"", b"{}", b"[1, null]", b"\xff", b'["../../etc"]'])
def test_a_strange_drag_links_nothing(load: bytes) -> None:
    data = QMimeData()
    data.setData("application/x-segel-evidence", load)
    assert unpack(data) == ()
    assert unpack(QMimeData()) == ()


def rows_editor(qtbot: QtBot, value: Json = None) -> tuple[RowsEditor, FieldFrame]:
    editor, frame = shown(ROWS, qtbot, value)
    assert isinstance(editor, RowsEditor)
    return editor, frame


def names(editor: RowsEditor) -> list[object]:
    value = editor.value()
    assert isinstance(value, list)
    return [one["nama"] for one in value if isinstance(one, dict)]


def test_rows_are_added_filled_moved_doubled_removed_and_brought_back(qtbot: QtBot) -> None:
    editor, _ = rows_editor(qtbot, [{"nama": "Ani"}])
    editor.add.click()
    line = editor.cards[1].frames["nama"].editor
    assert isinstance(line, LineEditor)
    QTest.keyClicks(line.line, "Budi")
    line.line.editingFinished.emit()
    assert names(editor) == ["Ani", "Budi"]
    editor.cards[1].deeds["up"].click()
    assert names(editor) == ["Budi", "Ani"]
    editor.cards[0].deeds["copy"].click()
    assert names(editor) == ["Budi", "Budi", "Ani"]
    editor.cards[2].deeds["trash"].click()
    assert names(editor) == ["Budi", "Budi"]
    editor._undo.click()
    assert names(editor) == ["Budi", "Budi", "Ani"]


def test_a_row_that_was_only_opened_is_not_kept(qtbot: QtBot) -> None:
    editor, _ = rows_editor(qtbot)
    editor.add.click()
    assert editor.value() is None


def test_a_question_within_a_row_is_asked_when_its_row_says_so(qtbot: QtBot) -> None:
    editor, frame = rows_editor(qtbot, [{"nama": "Ani"}])
    card = editor.cards[0]
    assert card.frames["kode"].isHidden()
    card.frames["dilindungi"].fill(True)  # noqa: FBT003 - a value of a form
    assert not card.frames["kode"].isHidden()
    found = frame.at("0.kode")
    assert found is card.frames["kode"]
    assert frame.at("7.kode") is None


def test_a_wish_from_a_row_names_its_row(qtbot: QtBot) -> None:
    editor, frame = rows_editor(qtbot, [{"nama": "Ani"}, {"nama": "Budi"}])
    person = editor.cards[1].frames["orang"].editor
    assert isinstance(person, PersonEditor)
    with qtbot.waitSignal(frame.wished) as told:
        person._new.click()
    assert told.args == [Wish(Wanted.PERSON, "isian.1.orang")]


def test_a_long_list_makes_no_questions_before_a_row_is_opened(qtbot: QtBot) -> None:
    editor, _ = rows_editor(qtbot, [{"nama": f"Orang {place}"} for place in range(300)])
    assert not any(card.frames for card in editor.cards)
    editor.cards[200].open()
    assert editor.cards[200].frames
    assert len(editor.findChildren(QWidget)) < 8000
