# SPDX-License-Identifier: GPL-3.0-or-later
"""Printed papers say what was signed, to an eye and to a camera, and leave no trace on the way."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.casework.form import Form
from db.casework.paper import Paper, PaperKind, Values
from db.casework.reference import Reference
from db.model.claim import Position, Source
from db.model.digest import Digest
from db.model.ids import AccountId, PaperId
from db.model.moment import to_microseconds
from desktop.actions.blanks import blank, statement_sheet
from desktop.actions.glyphs import covered, printable
from desktop.actions.printing import (
    AFTER,
    BEFORE,
    LAYOUTS,
    Head,
    Office,
    Photo,
    Printable,
    Sources,
    official_number,
    paper_code,
    prepare,
    print_paper,
    read_code,
)
from resources import path
from tests.fakes import verapdf

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "resources" / "reference"
REFERENCE = Reference.from_files(
    {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in FOLDER.rglob("*.json")}
)
OFFICE = Office("Panwaslu Kecamatan Nusa Penida", "Jalan Raya 9, Batununggul", "Batununggul")
HEAD = Head(412, Digest(bytes(range(32))))
WITA = timezone(timedelta(hours=8))
MADE = datetime(2023, 12, 3, 22, 5, tzinfo=WITA)
ID = PaperId("01M7Q5CQG0ESGQAV3M00000000")
REPORTER: Values = {
    "nama": "Suparmin",
    "tempat_lahir": "Kotabumi",
    "tgl_lahir": "1980-06-12",
    "alamat": "Dusun III RT 02 Semuli Raya",
    "hp": "081200000902",
    "nik": "1803131206809901",
}
PEOPLE: Mapping[tuple[str, int], Values] = {("P2", 1): REPORTER}
LHP: Values = {
    "tahapan": "KAMPANYE",
    "pelaksana": [{"nama": "Ni Luh Sekarini", "jabatan": "Anggota Panwaslu Kecamatan"}],
    "mulai": "2023-12-03T10:15+08:00",
    "selesai": "2023-12-03T12:40+08:00",
    "tempat": "Wantilan Desa Batununggul",
    "uraian_hasil": "Camat naik panggung dan berkata “mari kita kawal bersama nomor tiga”.",
    "outcome": "DUGAAN_PELANGGARAN",
    "peristiwa": "Camat di panggung",
}
HOSTILE = (
    '#panic("x") *tebal* _miring_ $x$ @acuan <label> \\u{41} [#] `kode` // komentar ~ -- "a" \'b\''
)


def form(kind: PaperKind, regime: str = "PEMILU", code: str = "") -> Form:
    return next(
        form
        for form in REFERENCE.forms
        if form.kind is kind
        and (not form.regimes or regime in form.regimes)
        and code in {"", form.code}
    )


def told(
    kind: PaperKind,
    values: Values,
    *,
    regime: str = "PEMILU",
    code: str = "",
    version: int = 1,
    reason: str = "",
    photos: Sequence[Photo] = (),
    public: bool = False,
    people: Mapping[tuple[str, int], Values] = PEOPLE,
) -> Printable:
    chosen = form(kind, regime, code)
    paper = Paper(
        id=ID,
        kind=kind,
        version=version,
        code="NPD-7K3F",
        form=chosen.name,
        values=values,
        state="SELESAI",
        case=None,
        reason=reason,
        reference="2026-11-21",
        by=AccountId("01M7Q5CQG0ESGQAV3M00000001"),
        by_name="Ni Luh Sekarini",
        made_us=to_microseconds(MADE),
        zone_minutes=480,
        seq=17,
    )
    return prepare(
        chosen,
        paper,
        Sources(REFERENCE, lambda code: code, people),
        office=OFFICE,
        head=HEAD,
        photos=photos,
        public=public,
    )


def tool(*command: str, given: bytes | None = None, empty: int = 0) -> bytes:
    """Run a public program and return what it prints; skip where it is not installed.

    `empty`: what it exits with when it found nothing.
    """
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert done.returncode in {0, empty}, done.stderr
    return done.stdout


def words(pdf: bytes) -> str:
    return tool("pdftotext", "-layout", "-", "-", given=pdf).decode()


def flowing(pdf: bytes) -> str:
    """Return the text in reading order, without regard to lines."""
    return " ".join(tool("pdftotext", "-raw", "-", "-", given=pdf).decode().split())


def said(kind: PaperKind, values: Values, **more: object) -> str:
    return flowing(print_paper(told(kind, values, **more)))  # type: ignore[arg-type]  # passed on


def sample() -> bytes:
    return (ROOT / "resources" / "samples" / "IMG-20261114-WA0003.jpg").read_bytes()


def photo(label: str, pair: str = "", lat: int = -50_485_000) -> Photo:
    place = Position(lat, 1_193_292_000, None, Source.GPS)
    return Photo(
        label,
        sample(),
        "Pagar masjid",
        "Senin, 4 Desember 2023, pukul 09.15 WITA",
        "Barrang Lompo",
        Digest(bytes(32)),
        pair,
        place,
    )


def test_form_a_prints_its_sections_its_time_and_who_signs() -> None:
    text = said(PaperKind.SUPERVISION, LHP)
    assert "FORMULIR MODEL A LAPORAN HASIL PENGAWASAN" in text
    assert "Minggu, 3 Desember 2023, pukul 10.15 s.d. 12.40 WITA" in text
    assert "“mari kita kawal bersama nomor tiga”" in text
    assert "Batununggul, 3 Desember 2023" in text
    assert text.count("Ni Luh Sekarini") == 2
    for numeral in ("I. Data", "II. Kegiatan", "III. Uraian", "IV. Informasi Dugaan"):
        assert numeral in text
    assert "V. Informasi Potensi" not in text


def test_a_form_without_suspicion_prints_neither_section_four_nor_five() -> None:
    text = said(PaperKind.SUPERVISION, {**LHP, "outcome": "TIDAK_ADA_DUGAAN"})
    assert "III. Uraian" in text
    assert "Informasi Dugaan" not in text
    assert "Potensi Sengketa" not in text
    assert "Camat di panggung" not in text


def test_the_number_is_marked_temporary_until_an_office_gave_one() -> None:
    assert "NOMOR SEMENTARA Nomor: NPD-7K3F" in said(PaperKind.SUPERVISION, LHP)
    number = "014/LHP/PM.01.02/K.BA-05.01/12/2023"
    text = said(PaperKind.SUPERVISION, {**LHP, "nomor_resmi": number})
    assert f"Nomor: {number}" in text
    assert "SEMENTARA" not in text


@pytest.mark.parametrize("empty", ["", "   ", None, 7])
def test_no_number_is_no_number(empty: str | int | None) -> None:
    assert official_number({"nomor_resmi": empty, "nomor": "002/BA"}) == "002/BA"


def test_only_codes_that_somebody_checked_are_printed_as_official() -> None:
    for one in REFERENCE.forms:
        if one.layout and one.official:
            draft = told(one.kind, {})
            text = flowing(print_paper(replace(draft, form=one))).lower()
            assert (one.official.lower() in text) is one.verified, one.name


def test_a_correction_says_which_version_it_is_and_why() -> None:
    text = said(PaperKind.SUPERVISION, LHP, version=2, reason="Jam selesai dibetulkan")
    assert "Versi 2, menggantikan versi sebelumnya. Alasan perbaikan: Jam selesai" in text


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if form(kind).layout])
def test_every_sort_of_paper_is_printed_empty_or_not(kind: PaperKind) -> None:
    text = said(kind, {})
    assert "Halaman 1 dari" in text
    assert "NPD-7K3F" in text
    assert "0001 0203 0405 0607" in text


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if not form(kind).layout])
def test_what_is_not_printed_is_refused(kind: PaperKind) -> None:
    with pytest.raises(ValueError, match="not printed"):
        print_paper(told(kind, {}))


def test_every_layout_has_its_document_and_every_document_sets() -> None:
    shipped = {file.stem for file in path("documents").glob("*.typ")}
    others = {"paper", "blank", "recovery", "pages", "words", "head", "share", "card", "guide"}
    assert shipped == LAYOUTS | others | {"passphrase"}
    draft = told(PaperKind.SUPERVISION, LHP)
    for layout in sorted(LAYOUTS):
        chosen = replace(draft.form, layout=layout)
        assert print_paper(replace(draft, form=chosen)).startswith(b"%PDF-1.7")


def test_verapdf_finds_every_sort_of_paper_archival_and_accessible(tmp_path: Path) -> None:
    draft = told(PaperKind.SUPERVISION, LHP)
    pictures = (photo("E01", BEFORE), photo("E02", AFTER))
    papers = {
        "full": print_paper(
            told(PaperKind.SUPERVISION, LHP, photos=pictures, version=2, reason="Jam")
        ),
        "blank": blank(draft.form, OFFICE, "NPD-7K3F", made=MADE, reference=REFERENCE),
        "statement": statement_sheet(OFFICE, "NPD-7K3F", {"nama": "Kosmas D."}, made=MADE),
    }
    for layout in sorted(LAYOUTS):
        chosen = replace(draft, form=replace(draft.form, layout=layout))
        papers[f"{layout}, with answers of another"] = print_paper(chosen)
    for kind in PaperKind:
        if form(kind).layout:
            papers[f"{kind.value}, empty"] = print_paper(told(kind, {}))
            papers[f"{kind.value}, public"] = print_paper(
                told(kind, {}, photos=pictures, public=True)
            )
    assert len(papers) > len(LAYOUTS) + 15
    assert verapdf.complaints(papers, tmp_path, verapdf.PAPERS) == {}


def test_the_receipt_for_a_report_has_its_eight_lines() -> None:
    values: Values = {
        "pelapor": {"id": "P2", "version": 1},
        "tempat_lapor": "Sekretariat Abung Semuli",
        "tanggal": "2024-01-31",
        "waktu": "14:20",
        "nomor": "002/LP/PL/Kec-Abung Semuli/I/2024",
        "penerima": "Siti Aminah",
    }
    for code in ("TANDA_TERIMA", "TANDA_TERIMA_PERBAIKAN"):
        text = said(PaperKind.RECEIPT, values, code=code)
        for line in (
            "002/LP/PL/Kec-Abung Semuli/I/2024",
            "Suparmin",
            "Kotabumi, 12 Juni 1980",
            "Dusun III RT 02 Semuli Raya",
            "081200000902",
            "Sekretariat Abung Semuli",
            "Rabu, 31 Januari 2024",
            "14.20",
        ):
            assert line in text, (code, line)


def test_a_report_closes_with_the_reporters_word_and_both_hands() -> None:
    text = said(
        PaperKind.REPORT,
        {
            "pelapor": {"id": "P2", "version": 1},
            "dilaporkan": "2024-01-29T10:05+07:00",
            "tempat_lapor": "Sekretariat",
            "penerima": "Siti Aminah",
        },
    )
    assert "pada hari Senin, 29 Januari 2024, pukul 10.05 WIB" in text
    assert "dengan sebenar-benarnya" in text
    assert "Penerima laporan" in text
    assert "Siti Aminah" in text


def test_an_invitation_says_when_where_and_as_what() -> None:
    text = said(
        PaperKind.INVITATION,
        {
            "nama": "I Gede Suardana",
            "peran": "TERLAPOR",
            "tanggal": "2023-12-12",
            "waktu": "2023-12-13T10:00+08:00",
            "tempat": "Sekretariat",
            "undangan_ke": 2,
        },
    )
    assert "PANWASLU KECAMATAN NUSA PENIDA" in text
    assert "Batununggul, 12 Desember 2023" in text
    assert "Rabu, 13 Desember 2023" in text
    assert "10.00 WITA" in text
    assert "(terlapor)" in text
    assert "Undangan klarifikasi ke-2" in text


def test_minutes_spell_the_day_in_words() -> None:
    text = said(
        PaperKind.PLENARY,
        {
            "mulai": "2023-12-06T19:00+08:00",
            "selesai": "2023-12-06T20:15+08:00",
            "tempat": "Sekretariat",
            "peserta": [{"nama": "I Ketut Contoh", "jabatan": "Ketua"}],
            "putusan": "Menetapkan peristiwa sebagai temuan.",
        },
    )
    assert "Rabu, tanggal Enam bulan Desember tahun Dua Ribu Dua Puluh Tiga" in text
    assert "pukul 19.00 s.d. 20.15 WITA" in text
    assert "Menetapkan peristiwa sebagai temuan." in text


def test_a_clarification_prints_every_turn_and_that_it_was_read_back() -> None:
    turns = [{"tanya": f"Tanya {number}?", "jawab": f"Jawab {number}."} for number in range(30)]
    text = said(
        PaperKind.CLARIFICATION,
        {"nama": "Suparmin", "tanya_jawab": turns, "dibacakan": True, "dibenarkan": True},
    )
    for number in range(30):
        assert f"{number + 1}. Tanya {number}? Jawab {number}." in text
    assert "dibacakan kembali, yang memberi keterangan membenarkannya" in text


@pytest.mark.parametrize("aim", ["MENERIMA", "MENGAMANKAN"])
def test_things_are_received_and_kept_safe_never_seized(aim: str) -> None:
    text = said(
        PaperKind.HANDOVER,
        {
            "maksud": aim,
            "waktu": "2024-02-12T23:00+08:00",
            "penyerah_nama": "SAKSI-1",
            "penerima": "Yohanes Lamanepa",
            "barang": [{"nama": "amplop putih", "jumlah": 14, "no_segel": "SGL-0047"}],
        },
    )
    assert "TANDA TERIMA" in text
    assert "BERITA ACARA SERAH TERIMA BARANG" in text
    assert ("diamankan" in text) is (aim == "MENGAMANKAN")
    assert text.count("SGL-0047") == 2


def test_no_document_ever_says_seize() -> None:
    for file in path("documents").glob("*.typ"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\b(me|di|pe)?n?(ny|s)ita", text, re.IGNORECASE), file


def test_before_and_after_stand_side_by_side_with_their_distance() -> None:
    draft = told(
        PaperKind.ADVICE,
        {"kepada": "Ketua Ranting"},
        photos=(photo("E01", BEFORE), photo("E02", AFTER, lat=-50_486_000)),
    )
    text = words(print_paper(draft))
    assert re.search(r"Sebelum +Sesudah", text)
    assert re.search(r"E01 +Pagar masjid +E02 +Pagar masjid", text)
    assert "Jarak antara kedua titik pengambilan foto: 11 meter" in text
    assert "LAMPIRAN" not in text


def test_pictures_keep_their_own_bytes_and_say_when_where_and_what() -> None:
    pdf = print_paper(told(PaperKind.SUPERVISION, LHP, photos=(photo("E01"),)))
    assert sample() in pdf
    text = flowing(pdf)
    assert "LAMPIRAN FOTO DAN DOKUMENTASI" in text
    assert "E01 Pagar masjid" in text
    assert "Waktu: Senin, 4 Desember 2023, pukul 09.15 WITA" in text
    assert "SHA-256 0000 0000 0000 0000" in text


@pytest.mark.parametrize(
    ("picture", "word"),
    [
        (b"", "Tidak ada gambar"),
        (b"<svg onload=x>", "Gambar tidak terbaca"),
        (sample()[:200], "Gambar tidak terbaca"),
    ],
)
def test_a_picture_that_cannot_be_shown_says_so(picture: bytes, word: str) -> None:
    one = replace(photo("E01"), picture=picture)
    assert word in flowing(print_paper(told(PaperKind.SUPERVISION, LHP, photos=(one,))))


def test_what_people_type_is_shown_and_never_read_as_markup() -> None:
    values: Values = {**LHP, "uraian_hasil": HOSTILE, "tempat": HOSTILE, "nomor_resmi": HOSTILE}
    one = replace(photo("E01"), caption=HOSTILE)
    draft = told(PaperKind.SUPERVISION, values, reason=HOSTILE, version=2, photos=(one,))
    office = Office(HOSTILE, HOSTILE, HOSTILE)
    text = flowing(print_paper(replace(draft, office=office)))
    assert text.count(HOSTILE) >= 5


def test_signs_that_no_font_has_are_printed_as_their_codes() -> None:
    typed = "Lanjutkan 👍🔥 中 \u202eterbalik \x07 السلام e\u0301 \u2019"
    assert printable(typed) == (
        "Lanjutkan 👍🔥 [U+4E2D] [U+202E]terbalik [U+0007] السلام \u00e9 \u2019"
    )
    assert "👍🔥" in said(PaperKind.SUPERVISION, {**LHP, "uraian_hasil": typed})


def test_every_sign_that_counts_as_printable_really_prints() -> None:
    points = sorted(covered())
    signs = (chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)
    text = "\n".join(re.findall("(?s).{1,60}", "".join(printable(sign) for sign in signs)))
    assert print_paper(told(PaperKind.SUPERVISION, {**LHP, "uraian_hasil": text}))


def test_long_names_long_texts_and_many_witnesses_stay_on_the_page(tmp_path: Path) -> None:
    values: Values = {
        **LHP,
        "tempat": "Wantilan" * 60,
        "uraian_hasil": "\n".join(f"Baris {n} " + "kata " * 30 for n in range(60)),
        "pelaksana": [{"nama": "Raden Mas " * 20, "jabatan": "X" * 150}],
        "saksi": [
            {"nama": f"Saksi {n}", "alamat": "Jl. " * n, "hp": f"0812{n:08}"} for n in range(40)
        ],
    }
    pdf = print_paper(told(PaperKind.SUPERVISION, values))
    text = flowing(pdf)
    assert "Saksi 39" in text
    assert "Baris 59" in text
    (tmp_path / "x.pdf").write_bytes(pdf)
    boxes = tool("pdftotext", "-bbox", str(tmp_path / "x.pdf"), "-").decode()
    edges = [float(edge) for edge in re.findall(r'xMax="([0-9.]+)"', boxes)]
    assert max(edges) <= 595.28 - 20 / 25.4 * 72 + 1


def test_a_camera_reads_which_paper_it_is_and_the_ledgers_head(tmp_path: Path) -> None:
    draft = told(PaperKind.SUPERVISION, LHP)
    assert scanned(print_paper(draft), tmp_path) == [paper_code(draft)]
    assert HEAD.root.hex.upper() in paper_code(draft)
    assert read_code(paper_code(draft)) == (ID, "NPD-7K3F")


def test_a_statement_sheet_carries_what_is_known_and_lines_for_the_rest(tmp_path: Path) -> None:
    pdf = statement_sheet(OFFICE, "NPD-7K3F", {"nama": "Kosmas D.", "alamat": "Menanga"}, made=MADE)
    text = flowing(pdf)
    assert "SURAT PERNYATAAN" in text
    assert text.count("Kosmas D.") == 2
    assert "tanpa paksaan dari siapa pun" in text
    assert {read_code(code) for code in scanned(pdf, tmp_path)} == {("", "NPD-7K3F")}


def test_every_page_of_a_blank_form_leads_its_scan_back(tmp_path: Path) -> None:
    pdf = blank(form(PaperKind.SUPERVISION), OFFICE, "NPD-7K3F", made=MADE, reference=REFERENCE)
    text = flowing(pdf)
    assert "Formulir kosong" in text
    assert "Pengawasan langsung" in text
    assert "V. Informasi Potensi Sengketa" in text
    pages = int(re.search(r"Halaman 1 dari (\d+)", text)[1])  # type: ignore[index]  # found above
    codes = scanned(pdf, tmp_path)
    assert len(codes) == pages
    assert {read_code(code) for code in codes} == {("", "NPD-7K3F")}


def scanned(pdf: bytes, folder: Path) -> list[str]:
    (folder / "x.pdf").write_bytes(pdf)
    tool("pdftoppm", "-r", "110", "-gray", "-png", str(folder / "x.pdf"), str(folder / "x"))
    found: list[str] = []
    for page in sorted(folder.glob("x*.png")):
        found.extend(tool("zbarimg", "--quiet", "--raw", str(page), empty=4).decode().split())
    return found


@pytest.mark.parametrize("text", ["", "SGLP", "SGLP:a:b", "SEGEL1:ABC", "SGLF:LHP@1:X:Y"])
def test_a_code_of_something_else_is_nobodys(text: str) -> None:
    assert read_code(text) is None


def test_the_public_variant_names_nobody_who_is_protected() -> None:
    witness: Values = {
        "nama": "Yuliana Tukan",
        "dilindungi": True,
        "kode_samaran": "SAKSI-1",
        "hp": "081234567890",
        "nik": "5306075004909902",
        "alamat": "Dusun II RT 03 Desa Menanga",
    }
    values: Values = {
        **LHP,
        "saksi": [{"orang": {"id": "P9", "version": 1}}],
        "uraian_hasil": "Menurut Yuliana Tukan (0812-3456-7890) camat datang pukul 10.30.",
    }
    one = replace(photo("E01"), caption="Yuliana Tukan di depan wantilan")
    people = {("P9", 1): witness}
    more = {"photos": (one,), "people": people, "version": 2, "reason": "Nama Yuliana dibetulkan"}
    full = said(PaperKind.SUPERVISION, values, **more)
    public = said(PaperKind.SUPERVISION, values, public=True, **more)
    assert "Yuliana Tukan" in full
    assert "VERSI PUBLIK" in public
    assert "SAKSI-1" in public
    for secret in ("Yuliana", "Tukan", "7890", "081234567890", "5306075004909902", "RT 03"):
        assert secret not in public, secret


def test_equal_arguments_give_equal_bytes_and_another_head_gives_others() -> None:
    draft = told(PaperKind.SUPERVISION, LHP, photos=(photo("E01"),))
    assert print_paper(draft) == print_paper(draft)
    assert print_paper(draft) != print_paper(replace(draft, head=Head(413, HEAD.root)))


def test_it_is_archival_pdf_with_its_fonts_inside(tmp_path: Path) -> None:
    pdf = print_paper(told(PaperKind.SUPERVISION, {**LHP, "tempat": "السلام 👍"}))
    assert pdf.endswith(b"%%EOF\n")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    (tmp_path / "x.pdf").write_bytes(pdf)
    fonts = tool("pdffonts", str(tmp_path / "x.pdf")).decode().splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_a_blank_form_made_at_no_known_time_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        statement_sheet(OFFICE, "X", {}, made=MADE.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        blank(form(PaperKind.SUPERVISION), OFFICE, "X", made=MADE.replace(tzinfo=None))


def test_no_file_is_written_while_a_paper_with_pictures_is_set(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        pytest.skip("needs strace on Linux")
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('t', {str(Path(__file__))!r})\n"
        "t = importlib.util.module_from_spec(spec)\n"
        "sys.modules['t'] = t\n"
        "spec.loader.exec_module(t)\n"
        "pdf = t.print_paper(t.told(t.PaperKind.SUPERVISION, t.LHP, photos=(t.photo('E01'),)))\n"
        "assert t.sample() in pdf\n"
    )
    log = tmp_path / "panggilan.txt"
    traced = ["strace", "-f", "-qq", "-e", "trace=openat,open,creat,memfd_create", "-o", str(log)]
    done = subprocess.run(
        [*traced, sys.executable, "-B", "-c", code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
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


def test_a_day_is_the_writers_own_however_late_it_is_elsewhere() -> None:
    draft = told(PaperKind.SUPERVISION, LHP)
    late = datetime(2023, 12, 3, 16, 30, tzinfo=UTC)
    paper = replace(draft.paper, made_us=to_microseconds(late))
    text = flowing(print_paper(replace(draft, paper=paper)))
    assert "ditandatangani 4 Desember 2023 00.30 WITA" in text
    assert "Batununggul, 4 Desember 2023" in text
