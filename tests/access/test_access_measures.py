# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey bites: a window with each fault is told of it, and one without is let pass."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.views import theme
from desktop.views.buttons import Button, secondary
from desktop.views.labels import IconLabel, Text
from tests.access.axe import RELEASE, AbsentError, source
from tests.access.inks import contrast, rgb
from tests.access.measures import measure
from tests.access.report import Run, page
from tests.access.tally import Tally, kept


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp)
    made = QWidget()
    made.setObjectName("page")
    qtbot.addWidget(made)
    made.setLayout(QHBoxLayout())
    made.resize(400, 100)
    return made


def failing(window: QWidget, qtbot: QtBot, *parts: QWidget) -> set[str]:
    for part in parts:
        window.layout().addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tally = Tally()
    measure(window, tally)
    return {criterion for criterion, _, _ in tally.failures()}


def worded(text: str = "Simpan") -> Button:
    made = secondary()
    made.say(text)
    return made


def test_a_good_button_passes(window: QWidget, qtbot: QtBot) -> None:
    assert failing(window, qtbot, worded()) == set()


def test_a_button_without_words_is_found(window: QWidget, qtbot: QtBot) -> None:
    assert failing(window, qtbot, secondary("seal")) == {"4.1.2"}


def test_what_only_a_mouse_can_do_is_found(window: QWidget, qtbot: QtBot) -> None:
    button = worded()
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert failing(window, qtbot, button) == {"2.1.1"}


def test_a_focus_that_does_not_show_is_found(window: QWidget, qtbot: QtBot) -> None:
    button = worded()
    button.setStyleSheet("QPushButton:focus { border: 1px solid #7d8e95; padding: 0 14px; }")
    assert failing(window, qtbot, button) == {"2.4.7"}


def test_two_small_targets_side_by_side_are_found(window: QWidget, qtbot: QtBot) -> None:
    close = [worded("A"), worded("B")]
    window.layout().setSpacing(0)
    window.setFixedWidth(44)
    for one in close:
        one.setStyleSheet("min-height: 12px; max-height: 12px; min-width: 12px; padding: 0;")
    assert "2.5.8" in failing(window, qtbot, *close)


def test_words_that_have_no_room_are_found(window: QWidget, qtbot: QtBot) -> None:
    label = Text("", "Laporan hasil pengawasan pemilihan")
    label.setFixedWidth(60)
    assert failing(window, qtbot, label) == {"1.4.10"}


def test_faint_words_are_found(window: QWidget, qtbot: QtBot) -> None:
    label = QLabel("Laporan hasil")
    label.setStyleSheet("color: #b0b0b0;")
    assert failing(window, qtbot, label) == {"1.4.3"}


def test_a_colour_without_a_word_is_found(window: QWidget, qtbot: QtBot) -> None:
    assert failing(window, qtbot, IconLabel("warning", "warn")) == {"1.4.1"}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(rgb("#ffffff"), rgb("#000000")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_another_release_of_axe_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"axe-core-{RELEASE}.tgz").write_bytes(b"lain")
    with pytest.raises(AbsentError, match="pinned"):
        source(tmp_path)


def test_the_page_names_what_fails_and_what_was_not_run(tmp_path: Path) -> None:
    tally = Tally(["10-beranda (light, id)"])
    tally.note("2.1.1", 'Rail > Button "Kunci"')
    tally.note("2.1.1", 'Rail > Button "Ekspor"', "no key comes here")
    tally.keep(tmp_path / "one.json")
    whole = Tally()
    whole.add(kept(tmp_path / "one.json"))
    told = page(Run("Linux", whole, Tally(), "there is no network"))
    assert "| 2.1.1 Reached by Tab or arrow keys | controls | 2 | 1 |" in told
    assert '`Rail > Button "Ekspor"`: no key comes here' in told
    assert "The pages were not judged: there is no network." in told
