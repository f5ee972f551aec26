# SPDX-License-Identifier: GPL-3.0-or-later
"""Filled forms in words, as paper says them: nothing coded, nothing left out that was asked.

Values come as the reader may see them; what is protected was replaced before (see `masking`).  A
catalogue code is ours and never printed; the article it rests on is, once somebody has read it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as fresh
from datetime import date, datetime, time
from typing import Final

from db.casework.completed import CODE_NAME, NAME, People, completed, known, named
from db.casework.form import Field, FieldType, Form, Section, Words
from db.casework.paper import Values
from db.casework.reference import CatalogueAct, Reference, Row, Term
from db.casework.spelling import clock, date_in_words, long_date, plain_date, rupiah, span
from db.model.canonical import Json

Regions = Callable[[str], str]
"""Names of a region code, from the smallest up: "Desa Batununggul, Kecamatan Nusa Penida, …"."""

MOST_TICKS: Final = 24
SPANS: Final[Mapping[str, tuple[str, Words]]] = {
    "mulai": ("selesai", Words("Waktu", "Time")),
    "waktu": ("selesai", Words("Waktu", "Time")),
}
"""Two moments that are printed as one line, by the key of the first."""

_BIRTH: Final = "tgl_lahir"
_KEPT: Final = ("dilindungi", CODE_NAME)
_FLAGS: Final = {"id": ("Tidak", "Ya"), "en": ("No", "Yes")}
_UNTIL: Final = {"id": "sampai dengan", "en": "until"}
_AT: Final = {"id": "pukul", "en": "at"}
_ALSO: Final = {"id": "alias", "en": "also known as"}
_NUMBERS: Final = {
    "PNS": "NIP",
    "PPPK": "NI PPPK",
    "POLRI_NRP": "NRP",
    "TNI_NRP": "NRP",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One printed question.  `text`: the answer, empty when not filled.

    `long`: stands as paragraphs under its label.  `keys`, `header`, `rows`: the answers of a field
    of type rows, columns that nobody filled left out.  `choices`: what can be ticked by hand.
    """

    key: str
    label: str
    text: str = ""
    long: bool = False
    keys: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One printed section."""

    key: str
    numeral: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Speech:
    """What turns a value into words."""

    reference: Reference
    regions: Regions
    people: People
    language: str
    day: date | None = None
    evidence: Mapping[str, str] = fresh(default_factory=dict)

    def say(self, field: Field, value: Json) -> str:
        """Return one answer in words; whatever does not fit its field is printed as it stands."""
        if value is None or value == "":
            return ""
        try:
            said = self._said(field, value)
        except ValueError:
            said = None
        return _plain(value) if said is None else said

    def _said(self, field: Field, value: Json) -> str | None:
        """Return a value that has words of its own, or None."""
        said: str | None = None
        match field.type, value:
            case FieldType.CHOICE, str():
                said = self._choice(field, value)
            case FieldType.MANY, list() | tuple():
                said = "; ".join(self._choice(field, item) for item in value)
            case FieldType.FLAG, bool():
                said = _FLAGS[self.language][value]
            case FieldType.DATE, str():
                day = date.fromisoformat(value)
                birth = field.key.endswith(_BIRTH)
                said = (plain_date if birth else long_date)(day, self.language)
            case FieldType.MOMENT, str():
                said = self.moment(value)
            case FieldType.TIME, str():
                said = f"{time.fromisoformat(value):%H.%M}"
            case FieldType.NUMBER, int():
                said = f"{value:,}".replace(",", ".")
            case FieldType.MONEY, int():
                said = rupiah(value, self.language, words=False)
            case FieldType.REGION, str():
                said = self.regions(value) or value
            case FieldType.PERSON, Mapping():
                said = self.person(value)
        return said

    def moment(self, value: str) -> str:
        """Return "Minggu, 3 Desember 2023, pukul 10.15 WITA"."""
        at = datetime.fromisoformat(value)
        day = long_date(at.date(), self.language)
        return f"{day}, {_AT[self.language]} {clock(at, self.language)}"

    def span(self, first: Json, last: Json) -> str | None:
        """Return two moments as one time, or None where one of them is none."""
        if not isinstance(first, str) or not isinstance(last, str):
            return None
        try:
            one, two = datetime.fromisoformat(first), datetime.fromisoformat(last)
        except ValueError:
            return None
        if one.date() != two.date() or one.utcoffset() != two.utcoffset():
            return f"{self.moment(first)} {_UNTIL[self.language]} {self.moment(last)}"
        day = long_date(one.date(), self.language)
        return f"{day}, {_AT[self.language]} {span(one, two, self.language)}"

    def person(self, value: Mapping[str, Json]) -> str:
        """Return a person with office: "I Gede Suardana, NIP …, Camat Nusa Penida, …"."""
        who = known(value, self.people)
        if who is None:
            return ""
        name = named(who)
        if (alias := _text(who.get("alias"))) and _text(who.get(NAME)):
            name = f"{name} ({_ALSO[self.language]} {alias})"
        kind = _NUMBERS.get(_text(who.get("jenis_id")), "")
        number = _text(who.get("nrp")) if kind == "NRP" else _text(who.get("nip"))
        told = (
            name,
            f"{kind} {number}" if kind and number else "",
            _text(who.get("jabatan")),
            _text(who.get("instansi")),
        )
        return ", ".join(part for part in told if part)

    def _choice(self, field: Field, code: Json) -> str:
        if not isinstance(code, str):
            return _plain(code)
        for choice in field.choices:
            if choice.code == code:
                return choice.label.say(self.language)
        row = self._row(field.source, code)
        if row is None:
            return code
        label = row.label.say(self.language)
        if isinstance(row, CatalogueAct) and (basis := self._basis(row)):
            return f"{label} ({basis})"
        return label

    def _row(self, source: str, code: str) -> Row | None:
        tables: Mapping[str, Sequence[Row]] = {
            "act": self.reference.acts,
            "basis": self.reference.bases,
            "contest": self.reference.contests,
            "regime": self.reference.regimes,
            "route": self.reference.routes,
        }
        rows = tables.get(source, self.reference.terms)
        meant = [
            row
            for row in rows
            if row.code == code and (not isinstance(row, Term) or row.table == source)
        ]
        fit = [row for row in meant if self.day is not None and row.in_force(self.day)]
        chosen = fit or meant
        return chosen[-1] if chosen else None

    def _basis(self, act: CatalogueAct) -> str:
        return "; ".join(
            basis.reference
            for code in act.basis
            for basis in self.reference.bases
            if basis.code == code and basis.verified
        )


def printable_rows(
    form: Form,
    values: Values,
    reference: Reference,
    regions: Regions,
    people: People,
    language: str = "id",
    *,
    day: date | None = None,
    evidence: Mapping[str, str] | None = None,
) -> tuple[Part, ...]:
    """Return what a filled form says, section by section; sections not asked are left out.

    `language`: "id" or "en".  `day`: of the event; reference rows in force then are preferred.
    `evidence`: what to call an item, by evidence id ("E01 Foto: Camat di panggung"); items that
    are not there are not named.
    """
    speech = _Speech(reference, regions, people, language, day, evidence or {})
    whole = completed(form.fields(), values, people)
    asked = {field.key for field in form.asked(whole)}
    parts: list[Part] = []
    for section in form.sections:
        if not section.asked(whole):
            continue
        items = tuple(_items(section, whole, speech, asked))
        if items:
            title = section.label.say(language)
            parts.append(Part(section.key, section.numeral, title, items))
    return tuple(parts)


def empty_rows(
    form: Form, reference: Reference | None = None, language: str = "id"
) -> tuple[Part, ...]:
    """Return every question of a form to fill in by hand; short lists stand as its `choices`."""
    ends = {last for last, _ in SPANS.values()}
    return tuple(
        Part(
            key=section.key,
            numeral=section.numeral,
            title=section.label.say(language),
            items=tuple(
                Item(
                    key=field.key,
                    label=_label(field, form).say(language),
                    long=field.type is FieldType.LONG,
                    keys=tuple(part.key for part in field.fields if _columned(part)),
                    header=tuple(
                        part.label.say(language) for part in field.fields if _columned(part)
                    ),
                    choices=_ticks(field, form, reference, language),
                )
                for field in section.fields
                if _printed(field) and field.key not in ends
            ),
        )
        for section in form.sections
        if any(_printed(field) for field in section.fields)
    )


def _ticks(field: Field, form: Form, reference: Reference | None, language: str) -> tuple[str, ...]:
    """Return what can be ticked, where the list is short enough for paper."""
    words = [choice.label.say(language) for choice in field.choices]
    if not words and field.source and reference is not None:
        words = [
            term.label.say(language)
            for term in reference.terms
            if term.table == field.source and (not term.regimes or term.regimes & form.regimes)
        ]
    return tuple(words) if len(words) <= MOST_TICKS else ()


def spoken(
    form: Form,
    values: Values,
    reference: Reference,
    regions: Regions,
    people: People,
    *,
    day: date | None = None,
) -> Mapping[str, str]:
    """Return the answers by key in Indonesian, for layouts that put them into sentences.

    Times are there in parts as well: `waktu.hari` as minutes spell a day, `waktu.tanggal` "Minggu,
    3 Desember 2023", `waktu.pukul` "10.15 WITA", and with `selesai` "10.15 s.d. 12.40 WITA".
    """
    speech = _Speech(reference, regions, people, "id", day)
    whole = completed(form.fields(), values, people)
    told: dict[str, str] = {}
    for field in form.fields():
        value = whole.get(field.key)
        if field.type not in {FieldType.ROWS, FieldType.EVIDENCE, FieldType.ACCOUNT}:
            told[field.key] = speech.say(field, value)
        if field.type in {FieldType.DATE, FieldType.MOMENT} and isinstance(value, str):
            told.update(_parts_of_time(field.key, value, _text(whole.get(_end(field.key)))))
    return told


def _end(key: str) -> str:
    """Return the key of the moment that ends what begins at `key`, or nothing."""
    return SPANS[key][0] if key in SPANS else ""


def _parts_of_time(key: str, value: str, last: str) -> Mapping[str, str]:
    try:
        at = datetime.fromisoformat(value)
        until = datetime.fromisoformat(last) if last else None
    except ValueError:
        return {}
    same = until is not None and until.date() == at.date() and until.utcoffset() == at.utcoffset()
    return {
        f"{key}.hari": date_in_words(at.date()),
        f"{key}.pukul": span(at, until) if until is not None and same else clock(at),
        f"{key}.tanggal": long_date(at.date()),
    }


def _items(section: Section, values: Values, speech: _Speech, asked: set[str]) -> Iterator[Item]:
    done: set[str] = set()
    for field in section.fields:
        if field.key in done or field.key not in asked or not _printed(field):
            continue
        item = _item(field, values.get(field.key), speech)
        if field.key in SPANS:
            last, label = SPANS[field.key]
            if last in asked and (text := speech.span(values.get(field.key), values.get(last))):
                item = Item(field.key, label.say(speech.language), text)
                done.add(last)
        yield item


def _printed(field: Field) -> bool:
    """Tell whether a question stands on paper; ids that mean nothing to a reader do not."""
    hidden = field.type is FieldType.ACCOUNT or field.source.startswith("paper:")
    return field.printed and not hidden and not field.key.endswith(_KEPT)


def _label(field: Field, form: Form) -> Words:
    last, label = SPANS.get(field.key, ("", field.label))
    return label if any(other.key == last for other in form.fields()) else field.label


def _columned(field: Field) -> bool:
    return _printed(field) and field.type is not FieldType.PERSON


def _item(field: Field, value: Json, speech: _Speech) -> Item:
    label = field.label.say(speech.language)
    if field.type is FieldType.EVIDENCE:
        names = [speech.evidence.get(_text(one), "") for one in _list(value)]
        rows = tuple((name,) for name in names if name)
        return Item(field.key, label, keys=(field.key,), header=(label,), rows=rows)
    if field.type is not FieldType.ROWS:
        text = speech.say(field, value)
        return Item(field.key, label, text, long=field.type is FieldType.LONG)
    filled = [
        completed(field.fields, row, speech.people)
        for row in _list(value)
        if isinstance(row, Mapping)
    ]
    named_here = any(part.key == NAME for part in field.fields)
    told = [[speech.say(part, row.get(part.key)) for part in field.fields] for row in filled]
    used = [
        place
        for place, part in enumerate(field.fields)
        if _printed(part)
        and not (named_here and part.type is FieldType.PERSON)
        and any(row[place] for row in told)
    ]
    return Item(
        key=field.key,
        label=label,
        keys=tuple(field.fields[place].key for place in used),
        header=tuple(field.fields[place].label.say(speech.language) for place in used),
        rows=tuple(tuple(row[place] for place in used) for row in told),
    )


def _list(value: Json) -> tuple[Json, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _plain(value: Json) -> str:
    """Return a value that has no better words, so that nothing filled in is lost on paper."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "; ".join(_plain(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    return "" if value is None else str(value)
