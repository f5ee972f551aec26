# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery sheet says its code to a camera and to an eye, and really is the code."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.ledger.spoken import SpokenHead
from db.model.digest import Digest
from db.model.ids import VaultId
from db.seal import recovery
from db.seal.escrow import Share
from desktop.actions.escrow import Sheet, typeset
from desktop.actions.handing_over import passphrase_sheet
from desktop.actions.head_sheet import head_sheet
from desktop.actions.sheet import recovery_sheet
from tests.fakes import verapdf

SECRET = bytes(range(20))
CODE = recovery.write(SECRET)
VAULT = VaultId("01M7Q5CQG0ESGQAV3M00000000")
FINGERPRINT = "CD8F A86A FD6B F20D 66D6"
MADE = datetime(2026, 11, 21, 11, 3, tzinfo=timezone(timedelta(hours=9), "WIT"))
ROOT = Path(__file__).parent.parent.parent


def sheet(label: str = "Panwaslu Kecamatan Contoh", code: str = CODE) -> bytes:
    return recovery_sheet(code, vault=VAULT, label=label, fingerprint=FINGERPRINT, created=MADE)


def tool(*command: str, given: bytes | None = None) -> bytes:
    """Run a public program and return what it prints; skip where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def words(pdf: bytes) -> str:
    return tool("pdftotext", "-layout", "-", "-", given=pdf).decode()


def test_the_sheet_prints_the_code_the_vault_and_the_fingerprint() -> None:
    said = words(sheet())
    assert re.sub(r"[^0-9A-Z]", "", CODE) in re.sub(r"[^0-9A-Z]", "", said)
    assert VAULT in said
    assert FINGERPRINT in said
    assert "21 November 2026, 11.03 (WIT)" in said


@pytest.mark.parametrize("resolution", ["150", "90"])
def test_a_camera_reads_the_code_from_a_print(tmp_path: Path, resolution: str) -> None:
    pdf, picture = tmp_path / "lembar.pdf", tmp_path / "lembar"
    pdf.write_bytes(sheet())
    tool("pdftoppm", "-r", resolution, "-gray", "-png", "-singlefile", str(pdf), str(picture))
    scanned = tool("zbarimg", "--quiet", "--raw", f"{picture}.png").decode()
    assert scanned.startswith(recovery.PREFIX)
    assert recovery.read(scanned) == SECRET


def test_it_is_one_a4_page_of_archival_pdf_with_its_fonts_inside(tmp_path: Path) -> None:
    pdf = sheet()
    assert pdf.endswith(b"%%EOF\n")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    path = tmp_path / "lembar.pdf"
    path.write_bytes(pdf)
    told = tool("pdfinfo", str(path)).decode()
    assert re.search(r"Pages:\s+1\n", told)
    assert "(A4)" in told
    fonts = tool("pdffonts", str(path)).decode().splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_verapdf_finds_every_sheet_that_is_kept_by_hand_archival_and_accessible(
    tmp_path: Path,
) -> None:
    head = SpokenHead.of(VAULT, 412, Digest(bytes(range(32))))
    share = Share(need=2, among=3, place=1, mark=b"abc", made=b"de", part=bytes(range(33)))
    sheets = {
        "recovery": sheet(),
        "head": head_sheet(head, vault=VAULT, label="Panwaslu Contoh", created=MADE),
        "share": typeset(Sheet(share, "Made Suarta", "Kunci kantor", FINGERPRINT), MADE),
        "passphrase": passphrase_sheet("SGL-2026-0001", "tujuh kata yang mudah dibaca", MADE),
    }
    assert verapdf.complaints(sheets, tmp_path, verapdf.PAPERS) == {}


def test_the_longest_label_still_fits_the_page(tmp_path: Path) -> None:
    path = tmp_path / "lembar.pdf"
    path.write_bytes(sheet("Panitia Pengawas Pemilihan Umum Kecamatan " * 4))
    assert re.search(r"Pages:\s+1\n", tool("pdfinfo", str(path)).decode())


def test_a_label_is_shown_as_text_and_never_read_as_markup() -> None:
    label = '#panic("x") *tebal* $x$ "\\u{41}" [#] \u2028 </script>'
    assert '#panic("x") *tebal* $x$ "\\u{41}" [#] </script>' in words(sheet(label))


def test_equal_arguments_give_equal_bytes_and_another_code_gives_others() -> None:
    assert sheet() == sheet()
    assert sheet() != sheet(code=recovery.write(bytes(20)))


def test_a_time_without_a_zone_is_refused() -> None:
    naive = MADE.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        recovery_sheet(CODE, vault=VAULT, label="x", fingerprint=FINGERPRINT, created=naive)


def test_no_file_is_written_while_the_sheet_is_set(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        pytest.skip("needs strace on Linux")
    code = (
        "from datetime import UTC, datetime\n"
        "from desktop.actions.sheet import recovery_sheet\n"
        f"made = datetime.fromtimestamp({int(MADE.timestamp())}, UTC)\n"
        f"recovery_sheet({CODE!r}, vault={VAULT!r}, label='x', fingerprint='y', created=made)\n"
    )
    log = tmp_path / "panggilan.txt"
    traced = ["strace", "-f", "-qq", "-e", "trace=openat,open,creat,memfd_create", "-o", str(log)]
    done = subprocess.run(
        [*traced, sys.executable, "-B", "-c", code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 and "ptrace" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stderr
    calls = log.read_text().splitlines()
    writing = [call for call in calls if re.search(r"O_(WRONLY|RDWR)|creat\(", call)]
    assert [call for call in writing if "/dev/" not in call] == []
    assert [path.name for path in tmp_path.iterdir()] == [log.name]


def test_the_zone_is_named_as_the_clock_names_it() -> None:
    pdf = recovery_sheet(
        CODE,
        vault=VAULT,
        label="x",
        fingerprint=FINGERPRINT,
        created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    )
    assert "2 Januari 2026, 03.04 (UTC)" in words(pdf)
