# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides lead nowhere that is not there, and are set as books from one text."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.actions.error_book import GROUPS, OTHERS, Who, catalogue, who_acts
from desktop.actions.glyphs import printable
from desktop.actions.guide import FILES, Book, blocks, chapters, folder, is_signpost
from desktop.actions.guide_pdf import card_pdf, guide_pdf
from desktop.actions.markdown import (
    Block,
    Heading,
    Listing,
    Look,
    Paragraph,
    Picture,
    Span,
    Spans,
    Table,
    parse,
    spans,
)
from desktop.cli import parser
from resources.phrases import LANGUAGES, table
from tests.fakes import verapdf

MADE = datetime(2026, 11, 22, tzinfo=UTC)
GUIDES = sorted(FILES, key=str)
CHAPTER = 2


def tool(*command: str, given: bytes) -> bytes:
    """Run a public program and return what it prints; skip where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def every(told: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and the blocks in lists."""
    for block in told:
        yield block
        if isinstance(block, Listing):
            for point in block.points:
                yield from every(point)


def words(told: tuple[Block, ...]) -> Iterator[Spans]:
    """Yield every line of words."""
    for block in every(told):
        if isinstance(block, Heading | Paragraph):
            yield block.words
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                yield from row


@pytest.mark.parametrize(("book", "language"), GUIDES)
def test_every_link_of_a_guide_leads_to_a_title_or_to_another_guide(
    book: Book, language: str
) -> None:
    told = blocks(book, language)
    anchors = {block.anchor for block in told if isinstance(block, Heading)}
    targets = {span.target for line in words(told) for span in line if span.target}
    assert not {one for one in targets if one.startswith("#") and one[1:] not in anchors}
    others = {one for one in targets if not one.startswith(("#", "https://"))}
    assert others <= {Path(name).name for name in FILES.values()}


@pytest.mark.parametrize(("book", "language"), GUIDES)
def test_every_picture_of_a_guide_is_there_and_says_what_it_shows(
    book: Book, language: str
) -> None:
    for block in every(blocks(book, language)):
        if isinstance(block, Picture):
            assert (folder() / block.source).read_bytes().startswith(b"\x89PNG")
            assert block.words


@pytest.mark.parametrize(("book", "language"), GUIDES)
def test_nothing_of_a_guide_is_written_in_a_way_the_reader_of_guides_does_not_know(
    book: Book, language: str
) -> None:
    for line in words(blocks(book, language)):
        for span in line:
            if span.look is not Look.CODE:
                assert not re.search(r"\*\*|`|\]\(|^#|!\[", span.text), span.text
            assert printable(span.text) == span.text, "a letter that no font of ours has"


@pytest.mark.parametrize(("book", "language"), GUIDES)
def test_titles_of_a_guide_have_anchors_of_their_own(book: Book, language: str) -> None:
    anchors = [block.anchor for block in blocks(book, language) if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))
    assert all(anchors)


@pytest.mark.parametrize(("book", "language"), GUIDES)
def test_a_guide_is_set_as_an_archival_book_with_its_chapters_as_bookmarks(
    book: Book, language: str
) -> None:
    told = blocks(book, language)
    pdf = guide_pdf(book, language, made=MADE, edition="Segel 1")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert pdf == guide_pdf(book, language, made=MADE, edition="Segel 1")
    told_first = tool("pdftotext", "-l", "1", "-", "-", given=pdf).decode()
    contents = " ".join(told_first.replace(".", " ").split())
    for block in told:
        if isinstance(block, Heading) and block.level == CHAPTER:
            assert " ".join(block.text.replace(".", " ").split()) in contents


def test_verapdf_finds_guides_and_card_archival_and_accessible(tmp_path: Path) -> None:
    books = {
        f"{book} {language}": guide_pdf(book, language, made=MADE, edition="Segel 1")
        for book, language in GUIDES
    }
    books["card"] = card_pdf(made=MADE, edition="Segel 1")
    assert verapdf.complaints(books, tmp_path, verapdf.PAPERS) == {}


def test_the_card_of_the_day_is_one_page_a4() -> None:
    pdf = card_pdf(made=MADE, edition="Segel 1")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    told = tool("pdfinfo", "-", given=pdf).decode()
    assert re.search(r"Pages:\s+1\n", told)
    assert "(A4)" in told


def test_the_command_writes_what_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "kartu.pdf"
    assert parser.run(["guide", "--which", "card", "--out", str(card)]) == 0
    assert card.read_bytes().startswith(b"%PDF-")
    assert parser.run(["guide", "--out", str(tmp_path / "tiada" / "p.pdf")]) != 0
    assert capsys.readouterr().err, "a folder that is not there is named"


def test_every_message_of_the_phrases_stands_in_the_catalogue_with_who_acts() -> None:
    for language in LANGUAGES:
        known = {code for code in table(language) if code.partition(".")[0] in GROUPS}
        told = list(catalogue(language))
        assert {one.code for one in told} == known
        assert all(one.text and one.who in set(table(language).values()) for one in told)


def test_no_message_is_given_to_somebody_that_does_not_exist() -> None:
    codes = table("id")
    for owned in OTHERS.values():
        for known in owned:
            begin = known.removesuffix("*")
            assert any(
                code == known or (begin != known and code.startswith(begin)) for code in codes
            )


def test_who_acts_is_the_nearest_who_can() -> None:
    assert who_acts("error.disk-full") is Who.YOU
    assert who_acts("error.vault-damaged") is Who.CHAIR
    assert who_acts("invalid.share-few") is Who.OFFICE
    assert who_acts("wait.turn") is Who.NOBODY


def test_the_guide_ends_with_every_message() -> None:
    last = chapters(Book.USER, "id")[-1]
    assert "error.disk-full" in last.text
    assert "messages-wait" in last.anchors


def test_chapters_hold_the_whole_guide_once() -> None:
    told = blocks(Book.USER, "id")
    shown = "".join(chapter.html for chapter in chapters(Book.USER, "id"))
    for block in every(told):
        if isinstance(block, Heading):
            assert shown.count(f'<a name="{block.anchor}">') == 1
        if isinstance(block, Picture):
            assert f'src="{block.source}"' in shown


def test_a_contents_line_is_told_from_words_with_a_link() -> None:
    lines = parse("[a](#a) and [b](#b)\n\nsee [a](#a)\n")
    assert [is_signpost(line) for line in lines] == [True, False]


def test_lists_go_on_after_a_picture_and_hold_lists() -> None:
    told = parse("1. one\n   - in\n     further\n2. two\n\n![words](a.png)\n\n3. three\n")
    first, picture, second = told
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert picture == Picture("a.png", "words")
    assert (first.start, len(first.points), second.start) == (1, 2, 3)
    assert first.points[0][1] == Listing(0, ((Paragraph((Span("in further"),)),),))


def test_a_row_that_is_too_short_or_too_long_is_made_to_fit() -> None:
    (told,) = parse("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
    assert isinstance(told, Table)
    assert [len(row) for row in told.rows] == [2, 2]


def test_what_is_no_mark_stays_text() -> None:
    assert spans("2 * 3 * 4 and [x] (y) ** z") == (Span("2 * 3 * 4 and [x] (y) ** z"),)


def test_markup_in_a_guide_is_shown_and_never_run() -> None:
    chapter = chapters(Book.OPERATOR, "en")[0]
    assert "<script" not in chapter.html
    (told,) = parse("<img src=x>")
    assert told == Paragraph((Span("<img src=x>"),))
