# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing a passphrase, judging it, and being offered a better one."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions import passphrase
from desktop.views.passphrase import NewPassphrase, PassphraseEdit, Strength, strength


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Strength.EMPTY),
        ("pendek", Strength.SHORT),
        ("panwascam2026", Strength.EASY),
        ("12345678901", Strength.EASY),
        ("aaaaaaaaaaaa", Strength.EASY),
        ("kayu lebar", Strength.FAIR),
        ("kayu lebar jingga", Strength.GOOD),
        ("kayu lebar jingga tenun ombak", Strength.STRONG),
    ],
)
def test_a_passphrase_is_judged_by_length_and_by_what_guessers_try(
    text: str, expected: Strength
) -> None:
    assert strength(text) is expected


def test_there_are_words_enough_for_fifty_bits() -> None:
    words = passphrase.words()
    assert len(words) == len(set(words)) >= 1024
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)


def test_suggested_passphrases_are_five_words_and_differ() -> None:
    made = {passphrase.suggest() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one.split()) == passphrase.WORDS for one in made)


def test_both_lines_must_agree(qtbot: QtBot) -> None:
    view = NewPassphrase()
    qtbot.addWidget(view)
    view._first.set_text("kayu lebar jingga")
    assert not view.ready()
    view._second.set_text("kayu lebar merah")
    assert not view.ready()
    view._second.set_text("kayu lebar jingga")
    assert view.ready()


def test_seven_letters_are_too_few_even_when_typed_twice(qtbot: QtBot) -> None:
    view = NewPassphrase()
    qtbot.addWidget(view)
    for edit in (view._first, view._second):
        edit.set_text("tujuh77")
    assert not view.ready()


def test_a_made_passphrase_is_shown_to_be_written_down(qtbot: QtBot) -> None:
    view = NewPassphrase()
    qtbot.addWidget(view)
    view.offer("kayu lebar jingga tenun ombak")
    assert view.ready()
    assert view._first.line.echoMode() is QLineEdit.EchoMode.Normal
    view.clear()
    assert view.text() == ""
    assert view._first.line.echoMode() is QLineEdit.EchoMode.Password


def press(edit: PassphraseEdit, letter: str, modifier: Qt.KeyboardModifier) -> None:
    key = Qt.Key(ord(letter.upper()))
    QApplication.sendEvent(edit.line, QKeyEvent(QEvent.Type.KeyPress, key, modifier, letter))


def test_caps_lock_is_noticed_from_the_letters_typed(qtbot: QtBot) -> None:
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    press(edit, "A", shift)
    assert edit._caps is None
    press(edit, "B", none)
    assert edit._caps is not None
    assert not edit._caps.isHidden()
    press(edit, "c", none)
    assert edit._caps.isHidden()
    press(edit, "d", shift)
    assert not edit._caps.isHidden()
