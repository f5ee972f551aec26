# SPDX-License-Identifier: GPL-3.0-or-later
"""A form leads from the first question to the last, by keys alone, in both languages."""

import json
import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from db.casework.filling import check
from db.casework.form import Choice, Form, Words
from db.casework.paper import Values
from desktop.tongue import Tongue
from desktop.views.buttons import primary
from desktop.views.form.editor import Wanted, Wish
from desktop.views.form.form_view import FormView
from desktop.views.form.lists import ListEditor
from desktop.views.form.prose import LongEditor
from desktop.views.form.steps import State
from desktop.views.form.supply import Hit, Supply

TODAY = date(2026, 11, 21)
SMALLEST = (1093 - 168, 614 - 110)
"""What 1366 by 768 pixels at 125 % leave beside the rail and the bars."""
FORM: dict[str, object] = {
    "code": "UJI", "edition": "1", "kind": "LHP", "source": "uji", "valid_from": "2023-01-01",
    "title": {"id": "Formulir uji", "en": "Test form"}, "official": "Model X", "verified": False,
    "sections": [
        {"key": "satu", "numeral": "I", "label": {"id": "Data", "en": "Data of"}, "fields": [
            {"key": "nama", "type": "text", "label": {"id": "Nama", "en": "Name"},
             "help": {"id": "Nama lengkap.", "en": "The full name."}, "required": True},
            {"key": "hasil", "type": "choice", "label": {"id": "Hasil", "en": "Outcome"},
             "choices": [{"code": "ADA", "label": {"id": "Ada", "en": "Found"}},
                         {"code": "TIDAK", "label": {"id": "Tidak", "en": "None"}}]},
            {"key": "alasan", "type": "text", "label": {"id": "Alasan", "en": "Reason"},
             "when": {"field": "hasil", "in": ["TIDAK"]}},
        ]},
        {"key": "dua", "label": {"id": "Dugaan", "en": "Suspicion"},
         "when": {"field": "hasil", "in": ["ADA"]}, "fields": [
            {"key": "uraian", "type": "long", "label": {"id": "Uraian", "en": "Account"},
             "required": True, "least": 5},
            {"key": "waktu", "type": "date", "label": {"id": "Waktu", "en": "Time"}},
        ]},
        {"key": "tiga", "label": {"id": "Saksi", "en": "Witnesses"}, "fields": [
            {"key": "saksi", "type": "rows", "label": {"id": "Saksi", "en": "Witnesses"},
             "fields": [
                 {"key": "nama", "type": "text", "label": {"id": "Nama", "en": "Name"},
                  "required": True},
                 {"key": "orang", "type": "person", "label": {"id": "Orang", "en": "Person"}}]},
            {"key": "bukti", "type": "evidence", "label": {"id": "Bukti", "en": "Evidence"}},
        ]},
    ],
}  # fmt: skip
SPEAKING = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def terms(_source: str, _regime: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"K{at}", Words(f"Pilihan {at}", f"Choice {at}")) for at in range(14))


SUPPLY = Supply(terms=terms, person=lambda code, answer: answer(Hit(code, "Ni Luh")))


def shown(qtbot: QtBot, values: Values | None = None, form: Form | None = None) -> FormView:
    view = FormView(form or Form.from_json(FORM), values or {}, SUPPLY)  # type: ignore[arg-type]  # JSON written above
    qtbot.addWidget(view)
    view.resize(1198, 666)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def told_by(view: FormView) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    view.edited.connect(lambda key, value: told.append((key, value)))
    return told


def every_form() -> Iterator[Form]:
    for path in sorted(resources.path("reference/forms").glob("*.json")):
        yield Form.from_json(json.loads(path.read_text(encoding="utf-8")))


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_(text: str) -> None:
    QTest.keyClicks(focus(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


@pytest.fixture
def tongue(qapp: QApplication) -> Iterator[Tongue]:
    made = Tongue(qapp)
    yield made
    made.speak("en")
    made.deleteLater()


def test_a_form_is_filled_by_keys_alone(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told = told_by(view)
    assert focus().accessibleName() == "Nama" or focus().accessibleName() == "Name"
    type_("Yosina")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)  # the first chip
    press(Qt.Key.Key_Return)  # last question of the section: on to the next section
    assert view._key == "dua"
    type_("Ia hadir")
    press(Qt.Key.Key_Return)  # a new line within a long text
    type_("dan bicara")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    type_("3-10-2024")
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view._key == "tiga"
    press(Qt.Key.Key_Return)  # presses the button that adds a witness
    type_("Ketut")
    press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view._key == "dua"
    assert view.values() == {
        "nama": "Yosina",
        "hasil": "ADA",
        "uraian": "Ia hadir\ndan bicara",
        "waktu": "2024-10-03",
        "saksi": [{"nama": "Ketut"}],
    }
    assert dict(told) == view.values()


def test_tab_passes_every_question_as_the_eye_does(qtbot: QtBot) -> None:
    view = shown(qtbot, {"hasil": "TIDAK", "saksi": [{"nama": "Ani"}, {"nama": "Budi"}]})
    view.show_section("tiga")
    view._stand_first()
    page = view._pages["tiga"]
    order = page.order()
    tops = [one.mapTo(page.body, one.rect().center()).y() for one in order if one.isVisible()]
    assert len(tops) > 10
    assert tops == sorted(tops)
    order[0].setFocus()
    for expected in [one for one in order if one.isVisible() and one.isEnabled()]:
        assert focus() is expected
        press(Qt.Key.Key_Tab)
    assert focus().accessibleName() in {"Previous", "Sebelumnya"}


def test_each_edit_is_told_once_after_a_pause(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told = told_by(view)
    with qtbot.waitSignal(view.edited, timeout=2000):
        type_("Nusa")
    type_(" Penida")
    view.flush()
    view.flush()
    assert told == [("nama", "Nusa"), ("nama", "Nusa Penida")]
    focus().clear()  # type: ignore[attr-defined]  # a line
    focus().textEdited.emit("")  # type: ignore[attr-defined]  # as by keys
    view.flush()
    assert told[-1] == ("nama", None)
    assert "nama" not in view.values()


def test_what_is_typed_is_told_when_the_form_goes_out_of_sight(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told = told_by(view)
    type_("Nusa")
    view.hide()
    assert told == [("nama", "Nusa")]


def test_questions_and_sections_come_and_go_with_their_answers(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert list(view.steps.steps) == ["satu", "tiga"]
    page = view._pages["satu"]
    assert page.frames["alasan"].isHidden()
    view.fill("hasil", "TIDAK")
    assert not page.frames["alasan"].isHidden()
    view.fill("hasil", "ADA")
    assert page.frames["alasan"].isHidden()
    assert list(view.steps.steps) == ["satu", "dua", "tiga"]


def test_keys_the_form_does_not_ask_are_kept(qtbot: QtBot) -> None:
    view = shown(qtbot, {"lama": ["x"], "nama": "Ani"})
    assert view.values() == {"lama": ["x"], "nama": "Ani"}


def test_steps_say_how_far_each_section_is(qtbot: QtBot) -> None:
    view = shown(qtbot, {"hasil": "ADA"})

    def states() -> list[State]:
        return [step._row.state for step in view.steps.steps.values()]

    assert states() == [State.STARTED, State.EMPTY, State.EMPTY]
    view.fill("nama", "Ani")
    assert states()[0] is State.COMPLETE
    view.fill("waktu", "31-02-2024")
    assert states()[1] is State.PROBLEM
    assert view.steps._bar.value() == 1
    assert view.steps._bar.maximum() == 2


def test_gaps_are_listed_marked_and_lead_to_their_fields(qtbot: QtBot) -> None:
    view = shown(qtbot, {"hasil": "ADA", "saksi": [{"nama": "A"}, {"nama": "B"}, {"orang": {}}]})
    view.show_gaps(check(view.form, view.values(), today=TODAY))
    rows = [view.aside.list.item(at) for at in range(view.aside.list.count())]
    paths = [str(row.data(Qt.ItemDataRole.UserRole + 1)) for row in rows]
    assert {"nama", "uraian", "saksi.2.nama"} <= set(paths)
    view.aside.list.itemActivated.emit(rows[paths.index("saksi.2.nama")])
    assert view._key == "tiga"
    assert isinstance(focus(), QLineEdit)
    frame = view._pages["tiga"].frames["saksi"].at("2.nama")
    assert frame is not None
    assert frame.isAncestorOf(focus())
    assert frame._problem.isHidden()
    view.point_out()
    assert not frame._problem.isHidden()
    assert view.steps.steps["satu"]._row.state is State.PROBLEM
    type_("C")
    view.flush()
    view.show_gaps(check(view.form, view.values(), today=TODAY))
    assert frame._problem.isHidden()


def test_help_follows_the_question_one_stands_in(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.aside._title.text() in {"Nama", "Name"}
    assert view.aside._text.text() in {"Nama lengkap.", "The full name."}


def test_a_narrow_form_puts_help_below_the_captions_and_opens_it_with_f1(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.resize(*SMALLEST)
    frame = view._pages["satu"].frames["nama"]
    assert view.aside.isHidden()
    assert not frame.help.isHidden()
    press(Qt.Key.Key_F1)
    assert not view.aside.isHidden()
    assert frame.help.isHidden()
    page = view._pages["satu"]
    assert page.body.minimumSizeHint().width() <= page.viewport().width()
    press(Qt.Key.Key_Escape)
    assert view.aside.isHidden()


def test_saving_is_said_and_so_is_its_failure(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_saving()
    view.show_saved(datetime(2026, 11, 21, 10, 42))  # noqa: DTZ001 - local, as the laptop shows it
    assert view.steps.saved.accessibleName().endswith(("10:42", "10.42"))
    view.show_not_saved("Ruang penyimpanan penuh.")
    assert view.steps.saved.accessibleName() == "Ruang penyimpanan penuh."


def test_wishes_name_the_field_and_are_answered_there(qtbot: QtBot) -> None:
    view = shown(qtbot, {"saksi": [{"nama": "Ani"}]})
    told = told_by(view)
    view.show_section("tiga")
    rows = view._pages["tiga"].frames["saksi"].editor
    inner = rows.frame_at("0.orang")
    assert inner is not None
    with qtbot.waitSignal(view.person_wanted) as wished:
        inner.editor._new.click()
    assert wished.args == [Wish(Wanted.PERSON, "saksi.0.orang")]
    view.fill("saksi.0.orang", {"id": "01J0000000000000000000000A", "version": 1})
    assert told[-1][0] == "saksi"
    assert view.values()["saksi"] == [
        {"nama": "Ani", "orang": {"id": "01J0000000000000000000000A", "version": 1}}
    ]
    with qtbot.waitSignal(view.evidence_wanted) as wished:
        view._pages["tiga"].frames["bukti"].editor.add.click()
    assert wished.args == [Wish(Wanted.EVIDENCE, "bukti")]


def test_other_values_are_shown_without_being_told(qtbot: QtBot) -> None:
    view = shown(qtbot, {"nama": "Ani"})
    told = told_by(view)
    view.show_values({"nama": "Budi", "hasil": "ADA"})
    view.flush()
    assert told == []
    assert view.values() == {"nama": "Budi", "hasil": "ADA"}


def test_a_window_adds_its_deeds_and_offers_a_beginning(qtbot: QtBot) -> None:
    view = shown(qtbot, {"hasil": "ADA"})
    sign = primary()
    sign.say("Tandatangani")
    view.add_deed(sign)
    view.offer_text("uraian", "Tulis pembuka", lambda: "Pada hari ini")
    view.go_to("uraian")
    editor = view._pages["dua"].frames["uraian"].editor
    assert isinstance(editor, LongEditor)
    editor._offer.click()
    assert view.values()["uraian"] == "Pada hari ini"
    assert sign.isVisibleTo(view)
    assert view.isAncestorOf(sign)


def test_the_language_changes_while_a_form_is_being_filled(qtbot: QtBot, tongue: Tongue) -> None:
    tongue.speak("id")
    view = shown(qtbot, {"hasil": "ADA"})
    view.show_gaps(check(view.form, view.values(), today=TODAY))
    type_("Yosina")

    def texts() -> tuple[str, ...]:
        page = view._pages["satu"]
        frame = page.frames["hasil"]
        return (
            page._title.text(),
            frame._caption.text(),
            frame.findChildren(QAbstractButton)[0].text(),
            view.steps.steps["dua"].text(),
            view.aside.list.item(0).text(),
        )

    indonesian = texts()
    tongue.speak("en")
    QApplication.processEvents()
    assert all(one != other for one, other in zip(indonesian, texts(), strict=True))
    assert view.values() == {"nama": "Yosina", "hasil": "ADA"}
    tongue.speak("id")
    QApplication.processEvents()
    assert texts() == indonesian


@pytest.mark.parametrize("form", list(every_form()), ids=lambda form: form.name)
def test_every_shipped_form_can_be_shown_spoken_and_fits(form: Form, qtbot: QtBot) -> None:
    view = shown(qtbot, form=form)
    view.resize(*SMALLEST)
    for key in list(view.steps.steps):
        view.show_section(key)
        assert view._key == key
        page = view._pages[key]
        view._help.setChecked(True)  # the narrowest there is
        QApplication.processEvents()
        assert page.body.minimumSizeHint().width() <= page.viewport().width()
        view._help.setChecked(False)
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for kind in SPEAKING
        for one in view.findChildren(kind)
        if not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.metaObject().className() != "QComboBoxListView"
        and one.isVisibleTo(view)
    ]
    assert not nameless
    assert view.minimumSizeHint().width() <= SMALLEST[0]
    assert view.minimumSizeHint().height() <= SMALLEST[1]


def test_sections_are_made_when_they_are_first_shown(qtbot: QtBot) -> None:
    form = next(one for one in every_form() if one.code == "LHP")
    view = shown(qtbot, form=form)
    assert len(view._pages) == 1


def test_typing_into_a_full_long_text_costs_little_more_than_in_a_bare_field(
    qtbot: QtBot,
) -> None:
    text = "kata " * 3_900

    def letter_costs() -> float:
        spent = []
        for letter in "sebentarsebentar":
            start = time.process_time()
            type_(letter)
            QApplication.processEvents()
            spent.append(time.process_time() - start)
        return sorted(spent)[len(spent) // 2]

    view = shown(qtbot, {"hasil": "ADA", "uraian": text})
    view.go_to("uraian")
    within = letter_costs()
    bare = QPlainTextEdit(text)
    qtbot.addWidget(bare)
    bare.resize(view.size())
    bare.show()
    bare.setFocus()
    QApplication.processEvents()
    alone = letter_costs()
    assert within < 3 * alone


def test_a_list_that_is_open_chooses_with_enter_and_goes_on_with_the_next(qtbot: QtBot) -> None:
    form = next(one for one in every_form() if one.code == "LHP")
    view = shown(qtbot, form=form)
    view.go_to("tahapan")
    editor = view._pages["pengawas"].frames["tahapan"].editor
    assert isinstance(editor, ListEditor)
    press(Qt.Key.Key_Down)
    QTest.keyClick(editor.line.popup, Qt.Key.Key_Down)
    QTest.keyClick(editor.line.popup, Qt.Key.Key_Return)
    assert editor.value() == "K1"
    press(Qt.Key.Key_Return)
    assert not editor.line.hasFocus()
