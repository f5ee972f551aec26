# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a hearing say what is known, to an eye, a camera, a screen reader and a checker."""

import re
import resource
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from db.casework.exhibits import DOCUMENTS
from db.intake.wording import Language
from db.model.digest import Digest
from db.model.hearing import Form, Hearing, Variant
from db.model.progress import CancelledError, Check, never
from desktop.actions import hearing_documents, playable
from desktop.actions.hearing_documents import documents
from desktop.actions.hearing_facts import HearingFacts, Still, View
from tests.fakes import laid_before as case
from tests.fakes import verapdf

KEPT, MORE = 10, 4
"""Documents that the typesetter keeps in memory, and how many are made beyond them."""

Made = Mapping[str, bytes]


def each(
    hearing: Hearing, facts: HearingFacts, language: Language = "id", check: Check = never
) -> Iterator[tuple[str, bytes]]:
    for paper in documents(hearing, facts, language=language, check=check):
        yield paper.path, paper.make()


def made(hearing: Hearing, facts: HearingFacts, language: Language = "id") -> dict[str, bytes]:
    return {
        path.rpartition("/")[2].removesuffix(".pdf")[3:]: data
        for path, data in each(hearing, facts, language)
    }


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return made(case.hearing(), case.facts())


def needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"there is no {program}")
    return found


def ask(data: bytes, folder: Path, *words: str) -> str:
    """Run a program on a document; `FILE` stands for its place."""
    (folder / "a.pdf").write_bytes(data)
    call = [needed(words[0]), *(word.replace("FILE", str(folder / "a.pdf")) for word in words[1:])]
    told = subprocess.run(call, capture_output=True, check=False)
    return told.stdout.decode(errors="replace")


def text_of(data: bytes, folder: Path) -> str:
    return re.sub(r"\s+", " ", ask(data, folder, "pdftotext", "-layout", "FILE", "-"))


# ------------------------------------------------------------------------------- what there is


def test_a_hearing_gets_every_paper_in_the_order_a_clerk_opens_them() -> None:
    paths = [paper.path for paper in documents(case.hearing(), case.facts())]
    assert paths == [
        "data/dokumen/01-sampul.pdf",
        "data/dokumen/02-daftar-alat-bukti.pdf",
        "data/dokumen/03-lembar-bukti.pdf",
        "data/dokumen/04-lembar-kontak.pdf",
        "data/dokumen/05-rantai-penguasaan.pdf",
        "data/dokumen/06-pernyataan-keutuhan.pdf",
        "data/dokumen/07-pembatas.pdf",
        "data/dokumen/08-rangkap.pdf",
    ]


@pytest.mark.parametrize("wanted", DOCUMENTS)
def test_a_forum_that_wants_one_paper_gets_that_one(wanted: str) -> None:
    facts = replace(case.facts(1), wanted=(wanted,))
    assert len(made(case.hearing(1, copies=1), facts)) == 1


def test_the_same_hearing_gives_the_same_bytes(papers: Made) -> None:
    assert made(case.hearing(), case.facts()) == papers


def test_many_exhibits_are_spread_over_documents_that_say_which() -> None:
    facts = replace(case.facts(25), wanted=("lembar",), view=lambda _: View())
    names = [paper.path for paper in documents(case.hearing(25), facts)]
    assert [name.rpartition("bukti")[2] for name in names] == [
        "-0001-0010.pdf",
        "-0011-0020.pdf",
        "-0021-0025.pdf",
    ]


def test_nothing_is_made_before_it_is_asked_for_and_a_stop_is_heard_between_pictures() -> None:
    seen: list[int] = []
    facts = case.facts()

    def view(number: int) -> View:
        seen.append(number)
        return facts.view(number)

    def check() -> None:
        if len(seen) == 2:
            raise CancelledError

    papers = documents(case.hearing(), replace(facts, view=view), check=check)
    assert not seen
    with pytest.raises(CancelledError):
        papers[2].make()
    assert seen == [1, 2]


# ----------------------------------------------------------------------------- what they say


@pytest.mark.parametrize(
    ("paper", "sentences"),
    [
        (
            "daftar-alat-bukti",
            (
                "DAFTAR ALAT BUKTI",
                "Majelis Pemeriksa Bawaslu Kabupaten Klungkung",
                "003/Reg/TM/PL/Kab/17.05/XI/2026",
                "Yang hendak dibuktikan",
                "Halaman 1 dari 2",
                "jejak 412: 0001 0203 0405 0607",
                "Batununggul, 22 November 2026",
            ),
        ),
        (
            "lembar-bukti",
            (
                "14 November 2026, 10.41 WITA (02.41 UTC)",
                "14 November 2026, 10.40 WITA (02.40 UTC)",
                "paling awal 14 November 2026, 09.12 WITA (01.12 UTC)",
                "paling akhir 14 November 2026, 20.42 WITA (12.42 UTC)",
                "belum ada tanda terima kantor",
                "8,67932° LS, 115,54410° BT (±8 m)",
                "menurut catatan koreksi jam: 14 November 2026, 10.45 WITA",
                "Sebab yang wajar:",
                "Dilihat, 2 kali",
                "identitas dilindungi",
                "Tidak utuh.",
                "Tidak ada gambar untuk ditampilkan",
                "2,3 MB (2.345.678 bita)",
                "samsung SM-A546E",
            ),
        ),
        (
            "rantai-penguasaan",
            ("Entri", "persiapan sidang", "30 14 November 2026, 11.42", "31 14 November 2026"),
        ),
        (
            "pernyataan-keutuhan",
            (
                "1. Dapat diakses",
                "2. Dapat ditampilkan",
                "3. Dijamin keutuhannya",
                "4. Dapat dipertanggungjawabkan",
                "4 dari 5 berkas sudah dibuka kembali",
                "Yang tidak terbuka sebagaimana disegel: P-5.",
                "tidak memuat tanda tangan elektronik bersertifikat",
            ),
        ),
        ("rangkap", ("Rangkap ke-3 dari 12", "Rangkap ke-12 dari 12")),
        ("pembatas", ("P-5", "Daftar hadir, hasil pindai", "Ruang meterai dan leges")),
    ],
)
def test_a_paper_says_what_a_panel_asks(
    papers: Made, paper: str, sentences: tuple[str, ...], tmp_path: Path
) -> None:
    text = text_of(papers[paper], tmp_path)
    missing = [sentence for sentence in sentences if sentence not in text]
    assert not missing, text


def test_the_columns_of_the_list_are_those_the_forum_asks_for(tmp_path: Path) -> None:
    facts = replace(case.facts(), wanted=("daftar",), columns=("kode", "tujuan"))
    text = text_of(made(case.hearing(), facts)["daftar-alat-bukti"], tmp_path)
    assert "Kode bukti" in text
    assert "Keterangan" not in text
    assert "Bukti tambahan" not in text


def test_english_papers_keep_what_people_wrote(tmp_path: Path) -> None:
    papers = made(case.hearing(), case.facts(), "en")
    text = text_of(papers["lembar-bukti"], tmp_path)
    assert "14 November 2026, 10:41 WITA (02:41 UTC)" in text
    assert "8.67932° S, 115.54410° E" in text
    assert "Foto camat di panggung kampanye" in text
    assert "Halaman" not in text
    assert re.search(rb"/Lang ?\(en", papers["lembar-bukti"])


def test_no_word_judges_what_an_exhibit_shows(papers: Made, tmp_path: Path) -> None:
    words = " ".join(text_of(data, tmp_path) for data in papers.values()).casefold()
    for verdict in (" palsu", "terbukti", "manipulasi", "rekayasa", " valid"):
        assert verdict not in words


def test_what_a_person_typed_is_text_and_never_markup(tmp_path: Path) -> None:
    hostile = '#panic("x") *tebal* $x$ @acuan <label> \\u{41} [#] `kode` // komentar'
    hearing = case.hearing(1)
    hearing = replace(
        hearing, exhibits=(replace(hearing.exhibits[0], label=hostile, purpose=hostile),)
    )
    for data in made(hearing, case.facts(1)).values():
        assert data.startswith(b"%PDF-1.7")
    papers = made(hearing, case.facts(1))
    assert "*tebal* $x$ @acuan <label>" in text_of(papers["daftar-alat-bukti"], tmp_path)


def test_an_exhibit_with_much_to_say_goes_on_to_a_page_that_says_whose_it_is(
    tmp_path: Path,
) -> None:
    facts = replace(case.facts(1, findings=case.FINDINGS * 6), wanted=("lembar",))
    data = made(case.hearing(1, copies=1), facts)["lembar-bukti"]
    assert "Pages: 2" in re.sub(r" +", " ", ask(data, tmp_path, "pdfinfo", "FILE"))
    assert "P-1, lanjutan" in text_of(data, tmp_path)


def test_a_usual_photo_with_its_findings_fits_one_page(tmp_path: Path) -> None:
    facts = replace(case.facts(1), wanted=("lembar",))
    data = made(case.hearing(1, copies=1), facts)["lembar-bukti"]
    assert "Pages: 1" in re.sub(r" +", " ", ask(data, tmp_path, "pdfinfo", "FILE"))


def test_a_damaged_picture_is_no_picture_and_no_failure(tmp_path: Path) -> None:
    facts = replace(case.facts(1), view=lambda _: View((Still(b"\xff\xd8 rusak"),)))
    text = text_of(made(case.hearing(1), facts)["lembar-bukti"], tmp_path)
    assert "Tidak ada gambar untuk ditampilkan" in text


# -------------------------------------------------------------------------- the public variant


def test_a_covered_exhibit_prints_both_hashes_and_says_that_it_is_covered(tmp_path: Path) -> None:
    facts = case.facts(1)
    facts = replace(facts, exhibits=(case.covered(facts.exhibits[0]),))
    papers = made(case.hearing(1, variant=Variant.PUBLIC), facts)
    text = text_of(papers["lembar-bukti"], tmp_path)
    copy = facts.exhibits[0].copy
    assert copy is not None
    assert copy.digest.hex[:4] + " " + copy.digest.hex[4:8] in text
    assert "Yang dilindungi telah ditutup pada salinan ini." in text
    assert "VERSI PUBLIK" in text


def test_the_public_is_told_that_something_is_not_shown_and_not_that_it_is_not_there(
    tmp_path: Path,
) -> None:
    facts = case.facts(1, findings=())
    bare = replace(facts.exhibits[0].sheet.facts, claims=(), position=None, findings=())
    sheet = replace(facts.exhibits[0].sheet, facts=bare)
    facts = replace(facts, exhibits=(replace(facts.exhibits[0], sheet=sheet),))
    public = text_of(made(case.hearing(1, variant=Variant.PUBLIC), facts)["lembar-bukti"], tmp_path)
    whole = text_of(made(case.hearing(1), facts)["lembar-bukti"], tmp_path)
    assert public.count("tidak ditampilkan dalam versi publik") == 3
    assert "Tidak ada temuan." not in public
    assert "Tidak ada temuan." in whole
    assert whole.count("tidak tercatat") == 2


def test_an_exhibit_that_is_withheld_shows_nothing_of_itself(tmp_path: Path) -> None:
    hearing = case.hearing(1, variant=Variant.PUBLIC)
    hearing = replace(hearing, exhibits=(replace(hearing.exhibits[0], form=Form.NONE),))
    facts = case.facts(1)
    facts = replace(
        facts,
        exhibits=(replace(facts.exhibits[0], thumbnail=b""),),
        view=lambda _: View(),
    )
    for name, data in made(hearing, facts).items():
        assert b"/DCTDecode" not in data, name
        if name == "lembar-bukti":
            assert "Berkas tidak disertakan dalam versi ini." in text_of(data, tmp_path)


def test_a_protected_giver_is_never_named(papers: Made, tmp_path: Path) -> None:
    """The one who gave the chat of exhibit 4 has the same name as the giver of exhibit 3."""
    facts = case.facts()
    only = replace(facts, exhibits=(facts.exhibits[3],), wanted=DOCUMENTS)
    hearing = replace(case.hearing(), exhibits=(case.hearing().exhibits[3],))
    assert "I Wayan Sudarma" in text_of(papers["lembar-bukti"], tmp_path)
    for data in made(hearing, only).values():
        assert "Wayan" not in text_of(data, tmp_path)


# ------------------------------------------------------------------- programs that are not ours


def test_a_camera_reads_the_hash_off_the_page(papers: Made, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(papers["lembar-bukti"])
    call = [needed("pdftoppm"), "-r", "110", "-gray", "-png", "a.pdf", "p"]
    subprocess.run(call, cwd=tmp_path, check=True)
    read = subprocess.run(  # pages that go on have no code, which it calls an error
        [needed("zbarimg"), "-q", "--raw", *sorted(tmp_path.glob("p*.png"))],
        capture_output=True,
        check=False,
    )
    expected = [f"SGL1:{one.sheet.card.digest.hex}" for one in case.facts().exhibits]
    assert read.stdout.decode().split() == expected


def test_qpdf_finds_no_fault(papers: Made, tmp_path: Path) -> None:
    for name, data in papers.items():
        assert "No syntax or stream encoding errors" in ask(
            data, tmp_path, "qpdf", "--check", "FILE"
        ), name


def test_every_font_is_inside(papers: Made, tmp_path: Path) -> None:
    for name, data in papers.items():
        rows = ask(data, tmp_path, "pdffonts", "FILE").splitlines()[2:]
        assert rows, name
        assert all(re.search(r" yes yes yes +\d+ +0$", row) for row in rows), name


def test_every_paper_is_tagged_named_and_says_its_language(papers: Made, tmp_path: Path) -> None:
    for name, data in papers.items():
        told = re.sub(r" +", " ", ask(data, tmp_path, "pdfinfo", "FILE"))
        assert "Tagged: yes" in told, name
        assert re.search(r"Title: .*SGL-2026-0001", told), name
        meta = ask(data, tmp_path, "pdfinfo", "-meta", "FILE")
        assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", meta, re.DOTALL), name
        assert "pdfuaid:part>1<" in meta, name
        assert re.search(rb"/Lang ?\(id", data), name


def test_tables_have_heads_and_pictures_have_words(papers: Made, tmp_path: Path) -> None:
    for name in ("daftar-alat-bukti", "rantai-penguasaan", "pernyataan-keutuhan", "lembar-bukti"):
        shape = ask(papers[name], tmp_path, "pdfinfo", "-struct", "FILE")
        tables = len(re.findall(r"^ *Table\b", shape, re.MULTILINE))
        heads = len(re.findall(r"^ *THead\b", shape, re.MULTILINE))
        assert tables
        assert tables == heads, name
    shape = ask(papers["lembar-bukti"], tmp_path, "pdfinfo", "-struct", "FILE")
    figures = re.findall(r"^ *Figure.*$", shape, re.MULTILINE)
    assert len(figures) >= 5
    assert len(re.findall(rb"/Alt ?[(<]", papers["lembar-bukti"])) >= len(figures)


@pytest.mark.parametrize("language", ["id", "en"])
def test_verapdf_finds_them_archival_and_accessible(language: Language, tmp_path: Path) -> None:
    papers = made(case.hearing(), case.facts(), language)
    assert verapdf.complaints(papers, tmp_path, verapdf.HEARING) == {}


def test_verapdf_says_what_a_paper_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hearing_documents, "STANDARDS", ("a-2b",))
    facts = replace(case.facts(1), wanted=("daftar",))
    (broken,) = verapdf.complaints(made(case.hearing(1), facts), tmp_path, verapdf.HEARING).values()
    assert any(rule.startswith("PDFA-3A 6.6.4-2") for rule in broken)  # it says that it is 2B
    assert any(rule.startswith("PDFUA-1 5-1") for rule in broken)  # and nothing of PDF/UA


# ----------------------------------------------------------------------------- five hundred


@pytest.mark.slow
def test_five_hundred_exhibits_stay_within_time_and_memory() -> None:
    """Of each kind of paper the first is made; of the fifty with pictures, so many that it shows.

    The typesetter keeps its last ten documents: after them, memory must not grow any more.
    """
    before = resource.getrusage(resource.RUSAGE_SELF)
    facts = replace(case.facts(500), view=case.view)
    papers = documents(case.hearing(500), facts)
    assert len(papers) == 50 + 5 + 5 + 5
    sheets = [paper for paper in papers if "-lembar-bukti-" in paper.path]
    others = {re.sub(r"[0-9-]+", " ", paper.path): paper for paper in papers if paper not in sheets}
    for paper in (*others.values(), *sheets[:KEPT]):
        paper.make()
    full = resource.getrusage(resource.RUSAGE_SELF)
    for paper in sheets[KEPT : KEPT + MORE]:
        paper.make()
    after = resource.getrusage(resource.RUSAGE_SELF)
    share = (KEPT + MORE) / len(sheets)
    assert after.ru_utime - before.ru_utime < 120 * share
    assert full.ru_maxrss - before.ru_maxrss < 700 * 1024
    assert after.ru_maxrss - full.ru_maxrss < 60 * 1024


def test_a_copy_for_playing_is_called_no_evidence_on_paper_with_both_hashes(
    tmp_path: Path,
) -> None:
    facts = case.facts(1)
    origin, copy = facts.exhibits[0].sheet.card.digest, Digest(b"\x5a" * 32)
    beside = playable.Made(copy, "video/mp4", 999, origin, {"audio": "aac", "video": "libx264"})
    shown = replace(
        facts, exhibits=(replace(facts.exhibits[0], playable=beside),), wanted=("daftar", "lembar")
    )
    papers = made(case.hearing(1, copies=1), shown)
    listed = text_of(papers["daftar-alat-bukti"], tmp_path)
    assert "bukan bukti" in listed
    sheet = re.sub(r"\s", "", text_of(papers["lembar-bukti"], tmp_path))
    assert "Salinanputar(MP4),bukanbukti" in sheet
    assert copy.hex in sheet
    assert sheet.count(origin.hex) == 2
