# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen speaks Indonesian whole, can be read in both themes, and can be heard."""

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QToolTip
from pytestqt.qtbot import QtBot

import resources
from db.errors import DiskFullError, InvalidInputError
from db.model.claim import CaptureTime, Source, ZoneBasis
from db.model.progress import Progress
from desktop.actions.guide import FILES, Book
from desktop.tongue import Tongue
from desktop.views import icons, speech, theme
from desktop.views.rail import KEYS, PAGES, Rail
from tests.access.inks import PART, PARTS, TEXT, TEXTS, between

NOVEMBER = 1_794_622_530_000_000  # 2026-11-14 02:15:30 UTC


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.NIGHT], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_stands_out_from_its_ground(
    colours: theme.Tokens, ink: str, ground: str
) -> None:
    measured = between(colours, ink, ground)
    assert measured >= TEXT, f"{ink} on {ground}: {measured:.2f}"


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.NIGHT], ids=["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_borders_icons_and_rings_are_seen(colours: theme.Tokens, part: str, ground: str) -> None:
    measured = between(colours, part, ground)
    assert measured >= PART, f"{part} on {ground}: {measured:.2f}"


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:  # noqa: ARG001 - wants Qt
    for path in resources.path("icons").glob("*.svg"):
        picture = icons.pixmap(path.stem).toImage()
        filled = any(
            picture.pixelColor(x, y).alpha()
            for x in range(picture.width())
            for y in range(picture.height())
        )
        assert filled, path.name
    icons.forget()


@pytest.fixture
def tongue(qapp: QApplication) -> Iterator[Tongue]:
    made = Tongue(qapp)
    yield made
    made.speak("en")
    made.deleteLater()


@pytest.fixture(scope="module")
def update() -> ModuleType:
    path = resources.path("translations/update.py")
    spec = importlib.util.spec_from_file_location("translations_update", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(table: Path) -> Iterator[tuple[ET.Element, ET.Element]]:
    root = ET.parse(table).getroot()  # noqa: S314 - our own file
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield context, message


def sources(table: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context, message in messages(table)
    }


def test_every_text_of_the_windows_has_its_translation(update: ModuleType, tmp_path: Path) -> None:
    table = resources.path("translations/id.ts")
    assert update.unfinished(table) == []
    fresh = Path(shutil.copy(table, tmp_path / "id.ts"))
    update.collect(fresh)
    missing = sources(fresh) - sources(table)
    assert not missing, f"run resources/translations/update.py: {sorted(missing)}"


def test_a_translation_keeps_the_blanks_of_its_source() -> None:
    for _, message in messages(resources.path("translations/id.ts")):
        source = message.findtext("source") or ""
        spoken = message.findtext("translation") or ""
        blanks = {part.split("}")[0] for part in source.split("{")[1:]}
        kept = {part.split("}")[0] for part in spoken.split("{")[1:]}
        assert blanks == kept, source


def test_qts_own_buttons_speak_indonesian(tongue: Tongue, qtbot: QtBot) -> None:
    tongue.speak("id")
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Cancel | kinds.Save | kinds.Yes)
    qtbot.addWidget(box)
    texts = {box.button(kind).text() for kind in (kinds.Cancel, kinds.Save, kinds.Yes)}
    assert texts == {"Batal", "Simpan", "&Ya"}
    assert QCoreApplication.translate("QFileDialog", "&Open") == "&Buka"


def test_no_english_word_stands_in_qts_own_window_for_files(tongue: Tongue, qtbot: QtBot) -> None:
    tongue.speak("id")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
    assert {"&Cari di:", "&Jenis berkas:"} <= shown
    assert not {text for text in shown if "Look" in text or "Files" in text}


def test_codes_follow_the_language_of_the_screen(tongue: Tongue) -> None:
    tongue.speak("en")
    assert speech.language() == "en"
    assert speech.number(12_345) == "12,345"
    assert speech.size(3_400_000) == "3.4 MB"
    tongue.speak("id")
    assert speech.language() == "id"
    assert speech.number(12_345) == "12.345"
    assert speech.size(3_400_000) == "3,4 MB"
    assert speech.moment(NOVEMBER, 480) == "14 Nov 2026 10.15 WITA"
    assert speech.long_date(speech.day_of(speech.utc_day(NOVEMBER, 480))).startswith("Sabtu, 14")
    assert speech.duration(3_723_000) == "1:02:03"
    assert "Ruang penyimpanan penuh" in speech.error_text(DiskFullError("full"))
    wrong = InvalidInputError("short", what="passphrase", least="8")
    assert "8" in speech.error_text(wrong)
    moved = Progress(1, 4, "items", "sealing", "IMG_1.jpg")
    assert speech.progress_text(moved) == "Menyegel · 1 / 4 · IMG_1.jpg"


@pytest.mark.parametrize(
    ("minutes", "name"), [(420, "WIB"), (480, "WITA"), (540, "WIT"), (330, "UTC+5:30")]
)
def test_zones_have_their_own_names(minutes: int, name: str) -> None:
    assert speech.zone_name(minutes) == name


def test_a_capture_time_that_is_no_date_is_shown_as_it_stands(tongue: Tongue) -> None:
    tongue.speak("id")
    odd = CaptureTime("2026:99:99 00:00:00", None, ZoneBasis.UNKNOWN, Source.EXIF)
    assert speech.captured(odd) == "2026:99:99 00:00:00"
    good = CaptureTime("2026-11-14T10:15:30", 540, ZoneBasis.STATED, Source.EXIF)
    assert speech.captured(good) == "14 Nov 2026 10.15.30 WIT"


@pytest.mark.parametrize(("book", "language"), FILES)
def test_keys_that_guides_name_are_those_of_the_rail(
    book: Book, language: str, tongue: Tongue, qtbot: QtBot
) -> None:
    tongue.speak(language)
    rail = Rail()
    qtbot.addWidget(rail)
    keys = dict(zip((rail._buttons[name].text() for name in PAGES), KEYS, strict=False))
    text = resources.path(FILES[book, language]).read_text(encoding="utf-8")
    named = dict(re.findall(r"\*\*(\w+)\*\* \(Alt\+(\d)\)", text))
    assert named or book is Book.OPERATOR
    assert named == {page: keys.get(page) for page in named}


def test_a_name_is_never_markup_in_a_tip(tongue: Tongue, qtbot: QtBot) -> None:  # noqa: ARG001
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    shown = QLabel()
    qtbot.addWidget(shown)
    shown.show()
    name = '<img src="//elsewhere/share/a.png"><b>tebal</b>'
    QToolTip.showText(QPoint(5, 5), name, shown)
    tips = [one for one in application.topLevelWidgets() if one.inherits("QTipLabel")]
    assert [tip.property("text") for tip in tips] == [name]
    assert [tip.property("textFormat") for tip in tips] == [Qt.TextFormat.PlainText]
    QToolTip.hideText()
