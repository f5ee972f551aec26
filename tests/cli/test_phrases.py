# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code a person can meet has words in both languages, with the same blanks."""

import ast
import re
import string
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from db import errors
from db.errors import SegelError
from db.ledger.act import Act, SubjectKind
from db.model.claim import Field, Source, ZoneBasis
from db.model.evidence import Health, Kind, Manner, Road
from db.model.finding import Level
from db.model.flaw import Flaw
from db.model.people import Role
from resources.phrases import LANGUAGES, say, table

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("db", "desktop", "sync")
ENUMS: dict[str, type[StrEnum]] = {
    "act": Act,
    "basis": ZoneBasis,
    "field": Field,
    "flaw": Flaw,
    "health": Health,
    "kind": Kind,
    "level": Level,
    "manner": Manner,
    "road": Road,
    "role": Role,
    "source": Source,
    "subject": SubjectKind,
}


DESK = PROJECT / "sync" / "server" / "desk"
"""The operator's pages: they have words of their own."""


def trees(*, desk: bool = True) -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in (PROJECT / room).rglob("*.py"):
            if desk or not path.is_relative_to(DESK):
                yield ast.parse(path.read_text(encoding="utf-8"))


def calls(*names: str, desk: bool = True) -> Iterator[ast.Call]:
    """Yield every call of a function or class of one of these names in the program."""
    for tree in trees(desk=desk):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = (
                    called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                )
                if name in names:
                    yield node


def text_of(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def missing(keys: set[str]) -> set[str]:
    return {key for key in keys if not all(key in table(language) for language in LANGUAGES)}


def test_both_languages_have_the_same_keys() -> None:
    assert set(table("id")) == set(table("en"))


@pytest.mark.parametrize("key", sorted(table("id")))
def test_both_languages_leave_the_same_blanks_and_say_something(key: str) -> None:
    def blanks(language: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(table(language)[key]) if name}

    assert blanks("id") == blanks("en")
    assert all(table(language)[key].strip() for language in LANGUAGES)


@pytest.mark.parametrize("prefix", sorted(ENUMS))
def test_every_word_of_the_field_has_a_phrase(prefix: str) -> None:
    assert missing({f"{prefix}.{one.value}" for one in ENUMS[prefix]}) == set()


def test_every_error_has_a_phrase_of_its_own() -> None:
    def family(kind: type[SegelError]) -> set[type[SegelError]]:
        return {kind}.union(*(family(child) for child in kind.__subclasses__()))

    codes = {kind.code for kind in family(SegelError)}
    assert missing({f"error.{code}" for code in codes}) == set()
    named = [value for value in vars(errors).values() if isinstance(value, type)]
    kinds = [kind for kind in named if issubclass(kind, SegelError)]
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_every_step_that_reports_progress_has_a_phrase() -> None:
    whats = {
        text
        for call in calls("Progress")
        for text in (
            text_of(arg)
            for arg in (*call.args[3:4], *(k.value for k in call.keywords if k.arg == "what"))
        )
        if text
    }
    assert len(whats) > 8
    assert missing({f"step.{what}" for what in whats}) == set()


def test_every_reason_why_an_input_is_refused_has_a_phrase() -> None:
    whats = {
        text
        for call in calls("InvalidInputError")
        for keyword in call.keywords
        if keyword.arg == "what" and (text := text_of(keyword.value))
    }
    assert len(whats) > 8
    assert missing({f"invalid.{what}" for what in whats}) == set()


def test_every_reason_why_a_file_is_set_aside_has_a_phrase() -> None:
    problems = {text_of(call.args[1]) for call in calls("set_aside")}
    problems |= {text_of(call.args[5]) for call in calls("Candidate") if len(call.args) > 5}
    problems |= {"evidence-damaged", "access-denied"}
    problems.discard(None)
    assert len(problems) > 4
    assert missing({f"problem.{problem}" for problem in problems}) == set()


def test_every_phrase_that_is_asked_for_by_name_is_there() -> None:
    keys = {
        text
        for call in calls("say", desk=False)
        for text in [text_of(call.args[0]) if call.args else None]
        if text and re.fullmatch(r"[a-z-]+\.[\w.-]+", text)
    }
    assert len(keys) > 15
    assert missing(keys) == set()


def test_an_unknown_key_shows_as_its_last_part_and_an_unfilled_blank_as_a_dash() -> None:
    assert say("error.unheard-of", "id") == "unheard-of"
    assert "…" in say("error.throttled", "en")
    assert say("level.catat", "xx") == table("id")["level.catat"]
