# SPDX-License-Identifier: GPL-3.0-or-later
"""Every finding has its sentences in both languages, and none of them judges."""

import re
import string
from dataclasses import astuple
from pathlib import Path

import pytest

from db.intake.wording import FOOTERS, WORDINGS, blanks, sentence, title
from db.model.finding import Finding, Level

_VERDICTS = re.compile(
    r"\b\w*asli\w*|\bpalsu\w*|\w*bukti(?:kan)?\b|\bterbukti\b|manipulasi|rekayasa|\bvalid\w*"
    r"|\bforge[dr]?\w*|\bfake\w*|\bgenuine\w*|\bauthentic\w*|\bprove[ns]?\b|\btampered\b"
    r"|\bdoctored\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_no_sentence_passes_a_verdict(code: str) -> None:
    for text in astuple(WORDINGS[code]):
        assert not _VERDICTS.search(text), text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_footer_passes_no_verdict(language: str) -> None:
    assert not _VERDICTS.search(FOOTERS[language])  # type: ignore[index]


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_both_languages_have_the_same_blanks_and_all_are_filled(code: str) -> None:
    wording = WORDINGS[code]
    named = [
        {name for _text, name, _spec, _turn in string.Formatter().parse(fact) if name}
        for fact in (wording.fact_id, wording.fact_en)
    ]
    assert named[0] == named[1]
    assert all(name.isidentifier() for name in blanks(wording))
    finding = Finding(code, Level.NOTE, {name: f"<{name}>" for name in blanks(wording)})
    for text in (sentence(finding, "id"), sentence(finding, "en"), title(finding, "id")):
        assert "{" not in text
        assert text.strip()
    for name in named[0]:
        assert f"<{name}>" in sentence(finding, "id")


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_every_part_is_written_and_ends_as_a_sentence(code: str) -> None:
    wording = WORDINGS[code]
    parts = (wording.fact_id, wording.fact_en, wording.causes_id, wording.causes_en)
    for part in (*parts, wording.advice_id, wording.advice_en):
        assert part.endswith(".")
        assert "  " not in part
    assert wording.title_id != wording.title_en
    assert not wording.title_id.endswith(".")


def test_every_code_in_the_program_has_a_wording() -> None:
    room = Path(__file__).parents[2] / "db" / "intake"
    emitted = {
        code
        for file in room.rglob("*.py")
        for code in re.findall(r"Finding\(\s*\"(\w+)\"", file.read_text(encoding="utf-8"))
    }
    assert emitted
    assert emitted <= WORDINGS.keys()
    spoken = emitted | {"parser_failed", "parser_timeout"}
    assert WORDINGS.keys() <= spoken, "a wording nobody says"


def test_braces_in_evidence_are_not_read_as_blanks() -> None:
    finding = Finding("video_remux", Level.NOTE, {"software": "{finding} {0} Lavf"})
    assert "{finding} {0} Lavf" in sentence(finding, "id")
