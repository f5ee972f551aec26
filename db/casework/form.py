# SPDX-License-Identifier: GPL-3.0-or-later
r"""Forms as rows: what is asked, in which order, in both languages, and when.

A form is a reference row, not code, so that a new regulation is a new row.  Filled values are
canonical JSON, one key a field:

============  ====================================================================================
type          value
============  ====================================================================================
text, long    text, NFC, lines divided by ``\n``
choice        the code of one choice
many          a list of codes
flag          true or false
date          "2023-12-03"
moment        "2023-12-03T10:15+08:00", a local time with its offset
time          "10:15"
number        a whole number
money         whole rupiah
mark          "00:01:37-00:01:52" or "00:01:37", a place in a recording
region        "51.05.01.2008", down to as many parts as are known
person        {"id": paper of kind ORANG, "version": 1}
account       the id of somebody on this laptop
identity      an NIP, NI PPPK, NRP or NIK as typed, digits only
phone, url    text
evidence      a list of evidence ids
rows          a list of objects with the keys of the field's own `fields`
============  ====================================================================================

A key that is not there was not filled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from db.casework.paper import PaperKind, Values
from db.model.canonical import Json


class FieldType(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    MANY = "many"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    MARK = "mark"
    REGION = "region"
    PERSON = "person"
    ACCOUNT = "account"
    IDENTITY = "identity"
    PHONE = "phone"
    URL = "url"
    EVIDENCE = "evidence"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    id: str
    en: str

    def say(self, language: str) -> str:
        """Return the text in "id" or "en"."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class When:
    """Asked only while another field of the same form has one of these values."""

    field: str
    among: frozenset[str]

    def holds(self, values: Values) -> bool:
        """Tell whether the condition holds; a list holds when any of its members does."""
        value = values.get(self.field)
        if isinstance(value, bool):
            return ("true" if value else "false") in self.among
        if isinstance(value, str):
            return value in self.among
        if isinstance(value, list | tuple):
            return any(isinstance(item, str) and item in self.among for item in value)
        return False


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `required`: nothing is signed without it; `must`: not while this holds.  `expected`: its absence
    is only pointed out, since it may be unknown today.  `unless`: the key of a person beside it who
    answers it as well.  `past`: it has happened, so it does not lie after today.  `after`: the key
    beside it that it does not lie before.
    `source`: the reference table its choices come from ("stage", "act", …), "paper:LHP" for the id
    of a paper of that kind, "account" for the id of somebody on this laptop, or empty when the
    choices stand in `choices`.
    `least` and `most`: length of a text, size of a number, count of rows.
    `default`: what fills it (see `filling.KNOWN`), or "=" and the value itself, or empty.
    `guarded`: names a person who may be protected.
    """

    key: str
    type: FieldType
    label: Words
    help: Words | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    source: str = ""
    when: When | None = None
    fields: tuple["Field", ...] = ()
    least: int | None = None
    most: int | None = None
    default: str = ""
    guarded: bool = False
    printed: bool = True
    expected: bool = False
    unless: str = ""
    past: bool = False
    after: str = ""
    must: When | None = None

    def needed(self, values: Values) -> bool:
        """Tell whether nothing is signed without it, as the questions beside it are filled now."""
        return self.required or (self.must is not None and self.must.holds(values))


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together.  `numeral`: as printed, "I", or empty."""

    key: str
    numeral: str
    label: Words
    help: Words | None
    fields: tuple[Field, ...]
    when: When | None = None

    def asked(self, values: Values) -> bool:
        """Tell whether the section is asked at all, as things are filled now."""
        return self.when is None or self.when.holds(values)


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of a form.

    `code`: our name, "LHP", "B1".  `official`: what the law calls it, "Formulir Model B.1";
    printed only when `verified`.  `valid_from`, `valid_to`: days, the second empty while in force.
    `layout`: which document prints it, or empty when it is never printed.
    """

    code: str
    edition: str
    kind: PaperKind
    title: Words
    official: str
    verified: bool
    source: str
    valid_from: str
    valid_to: str
    regimes: frozenset[str]
    layout: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """Return how papers name the form they were filled on: "LHP@2022-1"."""
        return f"{self.code}@{self.edition}"

    def fields(self) -> tuple[Field, ...]:
        """Return every question in order, those inside rows not included."""
        return tuple(field for section in self.sections for field in section.fields)

    def asked(self, values: Values) -> tuple[Field, ...]:
        """Return the questions that are asked, as things are filled now."""
        return tuple(
            field
            for section in self.sections
            if section.asked(values)
            for field in section.fields
            if field.when is None or field.when.holds(values)
        )

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Self:
        """Read a row of `resources/reference/forms`; raise ValueError for anything else."""
        try:
            return cls(
                code=_text(value["code"]),
                edition=_text(value["edition"]),
                kind=PaperKind(_text(value["kind"])),
                title=_words(value["title"]),
                official=_text(value.get("official", "")),
                verified=value.get("verified") is True,
                source=_text(value["source"]),
                valid_from=_text(value["valid_from"]),
                valid_to=_text(value.get("valid_to") or ""),
                regimes=frozenset(_texts(value.get("regimes", ()))),
                layout=_text(value.get("layout", "")),
                sections=tuple(_section(part) for part in _list(value["sections"])),
            )
        except (KeyError, TypeError) as error:
            message = f"not a form: {error}"
            raise ValueError(message) from error


def _section(value: Json) -> Section:
    row = _object(value)
    return Section(
        key=_text(row["key"]),
        numeral=_text(row.get("numeral", "")),
        label=_words(row["label"]),
        help=_words(row["help"]) if "help" in row else None,
        fields=tuple(_field(part) for part in _list(row["fields"])),
        when=_when(row.get("when")),
    )


def _field(value: Json) -> Field:
    row = _object(value)
    return Field(
        key=_text(row["key"]),
        type=FieldType(_text(row["type"])),
        label=_words(row["label"]),
        help=_words(row["help"]) if "help" in row else None,
        required=row.get("required") is True,
        choices=tuple(
            Choice(_text(_object(part)["code"]), _words(_object(part)["label"]))
            for part in _list(row.get("choices", ()))
        ),
        source=_text(row.get("source", "")),
        when=_when(row.get("when")),
        fields=tuple(_field(part) for part in _list(row.get("fields", ()))),
        least=_whole(row.get("least")),
        most=_whole(row.get("most")),
        default=_text(row.get("default", "")),
        guarded=row.get("guarded") is True,
        printed=row.get("printed") is not False,
        expected=row.get("expected") is True,
        unless=_text(row.get("unless", "")),
        past=row.get("past") is True,
        after=_text(row.get("after", "")),
        must=_when(row.get("must")),
    )


def _when(value: Json) -> When | None:
    if value is None:
        return None
    row = _object(value)
    return When(_text(row["field"]), frozenset(_texts(row["in"])))


def _words(value: Json) -> Words:
    row = _object(value)
    return Words(_text(row["id"]), _text(row["en"]))


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        message = "an object was expected"
        raise TypeError(message)
    return value


def _list(value: Json) -> tuple[Json, ...]:
    if not isinstance(value, list | tuple):
        message = "a list was expected"
        raise TypeError(message)
    return tuple(value)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(_text(part) for part in _list(value))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        message = "a text was expected"
        raise TypeError(message)
    return value


def _whole(value: Json) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        message = "a whole number was expected"
        raise TypeError(message)
    return value
