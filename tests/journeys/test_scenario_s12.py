# SPDX-License-Identifier: GPL-3.0-or-later
"""S12: the court asks, one item was altered, and the laptop's clock is dead.

The altered item is found before the export and goes out only with its failure shown, by decision;
all others pass a stranger's check.  List, copies and dividers are those the court asks for, and the
public variant differs only in what is masked.  Nothing of it needs a network or much memory.
"""

import hashlib
import json
import re
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from shiboken6 import isValid

from db.ledger.act import Act
from db.model.evidence import Health
from db.model.hearing import Variant
from db.model.ids import EvidenceId
from db.store import browse, evidence
from db.store.driver import open_shelf
from desktop.views.clock_form import ClockForm
from desktop.windows.export_dialog import ExportDialog
from desktop.windows.hearing_wizard import HearingWizard
from tests.fakes import scenarios_court as court
from tests.fakes.casework_vault import turn_to
from tests.fakes.scenarios import s12
from tests.fakes.scenarios_files import PIECES, content
from tests.fakes.scenarios_stage import Stage, seen
from tests.fakes.small_vault import CHAIR


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s12)


def test_a_dead_clock_is_doubted_at_the_start_stated_and_written_down(stage: Stage) -> None:
    last = stage.ask(browse.entries)[0]
    stage.leave()
    turn_to(stage.clock, court.DEAD_CLOCK)
    stage.clock.boot, stage.clock.since_boot_ms = "boot-2", 60_000
    stage.enter()
    stage.sees(stage.work.status, "Jam")
    stage.work.side.clock()
    form = stage.shown(ClockForm)
    stage.sees(form, "1 Jan 2018")
    stage.hands.wake(form.window())
    lines = form._day, form._time
    for line, text in zip(lines, ("13-01-2025", "19.26"), strict=True):
        line.setFocus()
        stage.hands.type(text, line)
    source: QComboBox = form._source
    source.setFocus()
    source.setCurrentIndex(0)
    source.activated.emit(0)
    stage.hands.press(form._go)
    stage.until(lambda: not (isValid(form) and form.isVisible()))
    rows = stage.ask(browse.entries)
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert rows[0].seq > last.seq
    stage.sees(stage.work.status, "Jam dikoreksi")
    assert "13 Jan 2025" in stage.work.status._clock.toolTip()
    assert stage.ask(lambda vault: vault.civil_now().local.year) == 2025


def test_the_altered_item_is_red_before_the_export_and_all_others_pass_a_strangers_check(
    stage: Stage, tmp_path: Path
) -> None:
    item = stage.items["S12-E02"]
    alter(stage, item)
    stage.work.show_page("ledger")
    stage.work.ledger.examine()
    stage.until(
        lambda: stage.ask(lambda vault: evidence.by_id(vault, item)).health is Health.DAMAGED
    )
    stage.work.show_page("home")
    stage.sees(stage.work.home, "Rusak: 1")

    target = tmp_path / "PK"
    target.mkdir()
    stage.work.side.export(tuple(stage.items.values()))
    dialog = stage.shown(ExportDialog)
    form = dialog._form
    stage.until(lambda: bool(form._id.text()))
    for line, text in (
        (form._name, "901/PHPU.BUP-XXIII/2025 (fiktif)"),
        (form._office, "Panwaslu Kecamatan Arut Selatan"),
        (form._folder, str(target)),
    ):
        line.setFocus()
        stage.hands.type(text, line)
    form._pass.set_text(CHAIR.passphrase)
    stage.hands.press(form._go)
    stage.until(lambda: dialog._stack.currentWidget() is dialog._result)
    assert "1" in seen(dialog._result)
    dialog.accept()
    bag = next(target.iterdir())
    stranger(bag)
    kept = {hashlib.sha256(one.read_bytes()).hexdigest() for one in bag.rglob("asli.*")}
    assert kept == {hashlib.sha256(content("S12-E01")).hexdigest()}
    acts = [row.act for row in stage.ask(browse.entries)]
    assert Act.VERIFY_FAILED.value in acts
    assert Act.EXPORTED.value in acts


@pytest.fixture
def hearing(stage: Stage) -> HearingWizard:
    """Choose both photos, lead from the export to the hearing, and fill the forum in by hand."""
    stage.work.side.export((stage.items["S12-E01"], stage.items["S12-E02"]))
    stage.press("Untuk persidangan …", stage.shown(ExportDialog))
    wizard = stage.shown(HearingWizard)
    stage.until(lambda: wizard.plans.readied is not None)
    stage.press("1  Forum", wizard)
    view = wizard.forum
    at = view.forum.findData("MK-PK")
    view.forum.setFocus()
    view.forum.setCurrentIndex(at)
    view.forum.activated.emit(at)
    stage.sees(view, "PK-1, PK-2")
    for name, text in (
        ("prefix", "PK."),
        ("number", "901/PHPU.BUP-XXIII/2025 (fiktif)"),
        ("title", "Pemungutan suara TPS 011"),
        ("identifier", "PK-ARS"),
    ):
        line = view.edits[name]
        line.setFocus()
        line.selectAll()
        stage.hands.type(text, line)
    stage.sees(view, "PK.-1, PK.-2")
    stage.press("Berikutnya", wizard)
    for place, purpose in enumerate(("Papan hasil sebelum ditandatangani", "Pelaksanaan saran")):
        wizard.exhibits.list.choose((place,))
        wizard.exhibits.purpose.setFocus()
        stage.hands.type(purpose, wizard.exhibits.purpose)
    stage.press("Berikutnya", wizard)
    return wizard


def looked_over(stage: Stage, wizard: HearingWizard) -> None:
    stage.press("Berikutnya", wizard)
    stage.until(lambda: wizard.remarks is not None)


def bundles(stage: Stage, wizard: HearingWizard, target: Path) -> dict[str, Path]:
    """Write what was planned; return each bundle by its variant."""
    stage.press("Berikutnya", wizard)
    target.mkdir()
    wizard.target.folder.show_path(target)
    wizard.target._again.set_text(CHAIR.passphrase)
    stage.press("Tulis berkas sidang", wizard)
    stage.qtbot.waitUntil(lambda: not wizard.runs.running, timeout=60_000)
    stage.sees(wizard.result, "Berkas sidang telah ditulis")
    return {one.variant.value: one.written.folder for one in wizard.writing.done}


def test_an_altered_exhibit_is_red_and_goes_out_only_by_decision_with_its_failure(
    stage: Stage, hearing: HearingWizard, tmp_path: Path
) -> None:
    item = stage.items["S12-E02"]
    alter(stage, item)
    looked_over(stage, hearing)
    stage.sees(hearing.checks, "PK.-2: KEUTUHAN GAGAL", "Menghentikan paket")
    assert not hearing.frame.forward.isEnabled()
    stage.press("Sertakan dengan kegagalannya", hearing)
    stage.until(lambda: hearing.remarks is not None and hearing.frame.forward.isEnabled())
    bag = bundles(stage, hearing, tmp_path / "stik")["penuh"]
    stage.sees(hearing.result, "Dengan kegagalannya: PK.-2")
    page = words(bag / "data" / "dokumen" / "03-lembar-bukti.pdf")
    assert "KEUTUHAN GAGAL" in page
    assert "KEUTUHAN GAGAL" in words(bag / "data" / "dokumen" / "02-daftar-alat-bukti.pdf")
    kept = {hashlib.sha256(one.read_bytes()).hexdigest() for one in bag.rglob("asli.*")}
    assert kept == {hashlib.sha256(content("S12-E01")).hexdigest()}
    stranger(bag)
    acts = [row.act for row in stage.ask(browse.entries)]
    assert Act.VERIFY_FAILED.value in acts


def test_an_altered_exhibit_may_be_left_out_instead(
    stage: Stage, hearing: HearingWizard, tmp_path: Path
) -> None:
    alter(stage, stage.items["S12-E02"])
    looked_over(stage, hearing)
    stage.press("Keluarkan", hearing)
    stage.until(lambda: hearing.remarks is not None and hearing.frame.forward.isEnabled())
    bag = bundles(stage, hearing, tmp_path / "stik")["penuh"]
    assert len(list(bag.rglob("asli.*"))) == 1
    assert "KEUTUHAN GAGAL" not in words(bag / "data" / "dokumen" / "03-lembar-bukti.pdf")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_the_list_the_copies_and_the_dividers_are_those_the_court_asks_for(
    stage: Stage, hearing: HearingWizard, tmp_path: Path
) -> None:
    looked_over(stage, hearing)
    bag = bundles(stage, hearing, tmp_path / "stik")["penuh"]
    papers = bag / "data" / "dokumen"
    listed = " ".join(words(papers / "02-daftar-alat-bukti.pdf").split())
    for name in ("No.", "Kode", "Alat bukti", "Yang hendak dibuktikan", "Bentuk", "Media"):
        assert name in listed
    for said in ("SHA-256", "Keterangan", "PK.-1", "PK.-2", "Papan hasil", "901/PHPU.BUP-XXIII"):
        assert said in listed
    assert hashlib.sha256(content("S12-E01")).hexdigest() in listed.replace(" ", "")
    assert "Rangkap ke-3 dari 12" in words(papers / "08-rangkap.pdf")
    divider = (papers / "07-pembatas.pdf").as_posix()
    box = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", divider, "-"], capture_output=True, check=True
    ).stdout.decode()
    page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', box)
    code = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>PK\.-1<', box)
    assert page is not None
    assert code is not None
    assert float(code[1]) > float(page[1]) / 2
    assert float(code[2]) < float(page[2]) / 3


def test_both_variants_differ_in_masked_fields_alone_offline_and_in_little_memory(
    stage: Stage, hearing: HearingWizard, tmp_path: Path
) -> None:
    before = peak()
    stage.press("Kembali", hearing)
    stage.press("Berikutnya", hearing)
    hearing.variant.variants[Variant.PUBLIC].click()
    looked_over(stage, hearing)
    stage.sees(hearing.checks, "belum ada salinan yang disamarkan")
    bags = bundles(stage, hearing, tmp_path / "stik")
    told = {
        name: json.loads((bag / "data" / "paket.json").read_bytes()) for name, bag in bags.items()
    }
    differing = {key for key in told["penuh"] if told["penuh"][key] != told["publik"][key]}
    assert differing == {"created", "exhibits", "identifier", "variant"}
    for one, other in zip(told["penuh"]["exhibits"], told["publik"]["exhibits"], strict=True):
        assert {key for key in one if one[key] != other[key]} == {"form"}
    stranger(bags["penuh"])
    stranger(bags["publik"])
    assert not list(bags["publik"].rglob("asli.*"))
    names = [PIECES[name].file for name in ("S12-E01", "S12-E02")]
    for path in bags["publik"].rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [name for name in names if name.encode() in data], path
    grown = peak() - before
    assert grown < 600_000_000, "beside the program and its window, on a laptop of 4 GB"


def words(path: Path) -> str:
    """Return what a reader reads in a PDF; nothing where poppler is not here."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not here")
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return read.stdout.decode()


def stranger(bag: Path) -> None:
    """Check a bundle with what any machine has."""
    if shutil.which("sha256sum"):
        checked = subprocess.run(
            ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"],
            cwd=bag,
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr


def peak() -> int:
    """Return the most bytes of memory this process and its children ever had."""
    whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss * 1024 for one in whom)


def alter(stage: Stage, item: EvidenceId) -> None:
    """Change a byte of an item's sealed bytes, outside the program."""
    number = stage.ask(lambda vault: evidence.by_id(vault, item)).number
    shelf = stage.folder / "media" / "0001.db"
    rows = open_shelf(shelf, write=False)
    sealed = [data for (data,) in rows.execute("SELECT data FROM chunk").fetchall()][number - 1]
    rows.close()
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    shelf.write_bytes(shelf.read_bytes().replace(sealed, changed))
