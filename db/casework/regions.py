# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of Indonesia by their codes, from province to village: names, words, clocks, search.

The tables stay the bytes they came as and are searched by halves, for they hold 91,000 rows and
laptops in the field have little memory.  What a search needs is made at the first search.
"""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final

from db.casework.form import Words
from db.casework.rows import FormerRegion, Province

TABLES: Final = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv")
WIDTHS: Final = (2, 5, 8, 13)
LONGEST_QUERY: Final = 80  # somebody pasted a page
CITY: Final = 71  # regencies numbered from here on are cities

CURLED: Final = ("\u02bc", "\u2018", "\u2019", "\u201d")  # apostrophes as word processors make them
STOPS: Final = dict.fromkeys(map(ord, "()/,.-"), " ") | dict.fromkeys(map(ord, "\"'*`"))


class RegionKind(StrEnum):
    """What a place is; villages are told apart by their code."""

    PROVINCE = "PROVINSI"
    REGENCY = "KABUPATEN"
    CITY = "KOTA"
    DISTRICT = "KECAMATAN"
    VILLAGE = "DESA"
    WARD = "KELURAHAN"
    CUSTOM = "DESA_ADAT"


VILLAGES: Final = {"1": RegionKind.WARD, "2": RegionKind.VILLAGE, "3": RegionKind.CUSTOM}
WORDS: Final = {
    RegionKind.PROVINCE: Words("Provinsi", "Province"),
    RegionKind.REGENCY: Words("Kabupaten", "Regency"),
    RegionKind.CITY: Words("Kota", "City"),
}
SHORT_KINDS: Final = frozenset({"prov", "kab", "kec", "kel", "ds"})


@dataclass(frozen=True, slots=True)
class Zone:
    """What clocks show: "Asia/Makassar", "WITA", 480 minutes east of UTC."""

    iana: str
    name: str
    minutes: int


class _Table:
    """One level: its rows as bytes in the order of their codes, and its names made findable."""

    def __init__(self, name: str, data: bytes, width: int) -> None:
        first = data.find(b"\n") + 1
        if not data.startswith(b"code,") or not data.endswith(b"\n") or b"\r" in data:
            message = f"{name}: not a table of regions"
            raise ValueError(message)
        self._rows = data[first:]
        self._commas = 1 if width == WIDTHS[0] else 2
        self._width = width
        lines = self._rows[:-1].split(b"\n") if self._rows else []
        self._starts = array("I", accumulate((len(line) + 1 for line in lines), initial=0))
        self._found: tuple[str, array[int]] | None = None
        if any(len(line) <= width or line[width] != ord(",") for line in lines):
            message = f"{name}: a row without a code"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def code(self, row: int) -> str:
        start = self._starts[row]
        return self._rows[start : start + self._width].decode("ascii")

    def name(self, row: int) -> str:
        line = self._rows[self._starts[row] : self._starts[row + 1] - 1].decode("utf-8")
        name = line.split(",", self._commas)[self._commas]
        return name[1:-1].replace('""', '"') if name.startswith('"') else name

    def row(self, code: str) -> int:
        """Return the row of a code, or -1."""
        row = bisect_left(range(len(self)), code, key=self.code)
        return row if row < len(self) and self.code(row) == code else -1

    def span(self, within: str) -> range:
        """Return the rows whose code begins with `within`."""
        rows = range(len(self))
        if not within:
            return rows
        first = bisect_left(rows, within, key=self.code)
        return range(first, bisect_left(rows, within + "/", lo=first, key=self.code))

    def folded(self, row: int) -> str:
        text, starts = self._findable()
        return text[starts[row] : starts[row + 1] - 1]

    def hits(self, part: str, rows: range) -> Iterator[int]:
        """Yield the rows in which `part` stands; it may hold the newlines between names."""
        text, starts = self._findable()
        if not rows:
            return
        end = starts[rows.stop]
        at = text.find(part, max(starts[rows.start] - 1, 0), end)
        while at >= 0:
            row = bisect_right(starts, at + (part[0] == "\n")) - 1
            if row >= rows.stop:
                return
            if row >= rows.start:
                yield row
            at = text.find(part, starts[row + 1] - 1, end)

    def _findable(self) -> tuple[str, "array[int]"]:
        """Return all names folded, each between newlines, and where each begins."""
        if self._found is None:
            lines = self._rows[:-1].decode("utf-8").split("\n")
            names = "\n".join([line.split(",", self._commas)[self._commas] for line in lines])
            text = "\n" + fold(names) + "\n"
            if self._width == WIDTHS[1]:
                text = text.replace("\nkabupaten ", "\n").replace("\nkota ", "\n")
            starts = array("I", accumulate(map(len, text[1:].splitlines(keepends=True)), initial=1))
            self._found = text, starts
        return self._found


class Regions:
    """Every place by its code: "51", "51.05", "51.05.01", "51.05.01.2008"."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        provinces: Iterable[Province],
        former: Iterable[FormerRegion] = (),
    ) -> None:
        """Take the tables by name and the rows that say what places are called.

        Raises ValueError naming the table that is missing or is none.
        """
        missing = [name for name in TABLES if name not in files]
        if missing:
            message = f"{missing[0]}: this table of regions is missing"
            raise ValueError(message)
        self._tables = {
            width: _Table(name, files[name], width)
            for name, width in zip(TABLES, WIDTHS, strict=True)
        }
        self._provinces = {row.code: row for row in provinces}
        self._former = {row.code: row.now for row in former}
        self._kinds = SHORT_KINDS | {
            fold(words.id)
            for row in self._provinces.values()
            for words in (*WORDS.values(), row.district, row.village, row.ward)
        }

    def __contains__(self, code: str) -> bool:
        table = self._tables.get(len(code))
        return table is not None and table.row(code) >= 0

    def count(self, width: int) -> int:
        """Return how many places have codes of this length: 2, 5, 8 or 13."""
        return len(self._tables[width])

    def existed(self, code: str) -> bool:
        """Tell whether a code exists or did once, as it may stand in a NIK."""
        return code in self or code[: WIDTHS[1]] in self._former

    def now(self, code: str) -> str:
        """Return today's code of the regency a former code lay in; others as they are."""
        return code if code in self else self._former.get(code[: WIDTHS[1]], code)

    def kind(self, code: str) -> RegionKind | None:
        """Return what a place is, or None for a code of no known form."""
        match len(code):
            case 2:
                return RegionKind.PROVINCE
            case 5:
                city = code[3:].isdecimal() and int(code[3:]) >= CITY
                return RegionKind.CITY if city else RegionKind.REGENCY
            case 8:
                return RegionKind.DISTRICT
            case 13:
                return VILLAGES.get(code[9])
            case _:
                return None

    def name(self, code: str) -> str:
        """Return a place's own name, "Nusa Penida"; empty for an unknown code."""
        table = self._tables.get(len(code))
        row = -1 if table is None else table.row(code)
        return "" if table is None or row < 0 else table.name(row)

    def label(self, code: str, language: str = "id") -> str:
        """Return what such a place is called where it lies: "Desa", "Kampung", "Distrik"."""
        kind, province = self.kind(code), self._provinces.get(code[:2])
        if kind in WORDS:
            return WORDS[kind].say(language)
        words = province and {
            RegionKind.DISTRICT: province.district,
            RegionKind.VILLAGE: province.village,
            RegionKind.WARD: province.ward,
            RegionKind.CUSTOM: province.custom,
        }.get(kind or RegionKind.PROVINCE)
        return words.say(language) if words else ""

    def title(self, code: str, language: str = "id") -> str:
        """Return the name as it is written in full: "Kecamatan Nusa Penida", "Kota Surabaya"."""
        name = self.name(code)
        named = len(code) <= WIDTHS[1]  # provinces stand alone, regencies say what they are
        return name if named or not name else f"{self.label(code, language)} {name}"

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes from the province down to the place itself."""
        return tuple(code[:width] for width in WIDTHS if width <= len(code))

    def path(self, code: str, language: str = "id") -> tuple[str, ...]:
        """Return the titles from the province down to the place itself."""
        return tuple(title for part in self.above(code) if (title := self.title(part, language)))

    def zone(self, code: str) -> Zone:
        """Return what clocks show at a place; raise KeyError for an unknown province."""
        province = self._provinces[code[:2]]
        return Zone(province.iana, province.zone, province.minutes)

    def children(self, code: str = "") -> tuple[str, ...]:
        """Return the codes right below a place; of nothing, the provinces."""
        below = next((width for width in WIDTHS if width > len(code)), None)
        if below is None:
            return ()
        table = self._tables[below]
        return tuple(table.code(row) for row in table.span(code))

    def search(self, text: str, within: str = "", limit: int = 20) -> tuple[str, ...]:
        """Return the codes of places whose names match, the likeliest first, larger ones before.

        Case, accents and apostrophes do not count.  Each word begins a word of the place's name
        or of a place it lies in; `within` is a code it lies in.  A code is found as well, and words
        like "Desa" or "Kec." may stand before a name.
        """
        text = text[:LONGEST_QUERY].strip()
        if text in self and text.startswith(within):
            return (text,)
        words = fold(text).split()
        said = [word for word in words if word not in self._kinds]
        found: dict[str, None] = {}
        for part, rest in _attempts(words, said):
            lies_in = [(word, self._larger(word)) for word in rest]
            for table in self._tables.values():
                for row in table.hits(part, table.span(within)):
                    code = table.code(row)
                    if code in found or not _near(code, table.folded(row), lies_in):
                        continue
                    found[code] = None
                    if len(found) >= limit:
                        return tuple(found)
        return tuple(found)

    def _larger(self, word: str) -> set[str]:
        """Return the codes of districts, regencies and provinces with a word that begins so."""
        return {
            table.code(row)
            for width, table in self._tables.items()
            if width < WIDTHS[-1]
            for start in ("\n", " ")
            for row in table.hits(f"{start}{word}", table.span(""))
        }


def _near(code: str, name: str, lies_in: list[tuple[str, set[str]]]) -> bool:
    """Tell whether each word begins a word of the place's name or of one it lies in."""
    return all(
        f" {word}" in f" {name}" or code[:8] in places or code[:5] in places or code[:2] in places
        for word, places in lies_in
    )


def _attempts(words: list[str], said: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield what to look for and the words that must be near: exact, beginning, any order.

    `said`: the words without those that only tell what a place is.
    """
    for some in filter(None, (words, said)):
        whole = " ".join(some)
        yield f"\n{whole}\n", []
        yield f"\n{whole}", []
        yield f" {whole}", []
    for word in sorted(said, key=len, reverse=True) if len(said) > 1 else ():
        rest = [other for other in said if other is not word]
        yield f"\n{word}", rest
        yield f" {word}", rest
    for at in range(len(said) - 1):  # "Suka Maju" may be written "Sukamaju"
        yield f"\n{said[at]}{said[at + 1]}", said[:at] + said[at + 2 :]


def fold(text: str) -> str:
    """Return the text without case, accents, apostrophes and punctuation; lines stay lines."""
    for mark in CURLED:
        text = text.replace(mark, "")
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in plain if not unicodedata.combining(mark))
    folded = text.casefold().translate(STOPS)
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.replace("\n ", "\n").replace(" \n", "\n").strip(" ")
