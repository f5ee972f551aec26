# SPDX-License-Identifier: GPL-3.0-or-later
"""Protected people under their code names in any text, however their names are spelled there.

What is covered: a whole name, each telling word of it, and every number, address or mailbox, in any
case, with or without accents, split by spaces, dots, dashes, line ends or invisible signs.  It errs
towards covering too much.  It cannot know a nickname nobody told it, or a name in a picture.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.casework.folding import Folded, fold
from db.model.canonical import Json

LEAST: Final = 3
"""Words of a name with fewer letters are no reason to change a text."""
ALONE: Final = 5
"""Names with fewer letters, and split ones, are covered only where they stand as words."""
PART: Final = 6
"""Likewise single words of a longer name."""
PASSES: Final = 3
PLACES: Final = frozenset(
    {"dusun", "gang", "gg", "jalan", "jl", "kab", "kabupaten", "kec", "kecamatan", "kota"}
    | {"distrik", "no", "nomor", "rt", "rw"}
)
"""Words of an address that are no name of a village."""

_TITLES: Final = frozenset(
    {"bapak", "bin", "binti", "dra", "drs", "haji", "hajah", "ibu", "pak", "prof", "saudara"}
)
_ENDINGS: Final = frozenset({"", "nya", "lah", "kah", "pun", "ku", "mu", "s"})
_REACH: Final = 40  # letters of a word that are looked at; a paste of one long word costs no more
_ABROAD: Final = ("00620", "0062", "620", "62", "0")


@dataclass(frozen=True, slots=True)
class _Needle:
    """What is looked for.  `breaks`: where between its signs a name has its spaces."""

    signs: str
    code: str
    breaks: frozenset[int] = frozenset()
    word: bool = False
    number: bool = False
    anywhere: bool = False
    dotted: bool = False

    def found(self, sight: "_Sight") -> Iterator[tuple[int, int]]:
        """Yield first and last folded sign of everything to be covered."""
        at = sight.dense.find(self.signs)
        while at >= 0:
            first, last = sight.at[at], sight.at[at + len(self.signs) - 1]
            if self._meant(sight, at, first, last):
                start = sight.at[self._abroad(sight, at)] if self.number else first
                dot = self.dotted and sight.folded[last + 1 : last + 2] == "."
                yield start, last + dot
            at = sight.dense.find(self.signs, at + 1)

    def _meant(self, sight: "_Sight", at: int, first: int, last: int) -> bool:
        if self.number:
            return len(self.signs) >= PART or not sight.touches_digit(first, last)
        if self.anywhere:
            return True
        inner = range(1, len(self.signs))
        split = any(
            sight.at[at + step] != sight.at[at + step - 1] + 1
            for step in inner
            if step not in self.breaks
        )
        if self.word and not split and sight.spared(first, last):
            return False
        loose = len(self.signs) >= (PART if self.word else ALONE)
        return (loose and not split) or sight.is_word(first, last)

    def _abroad(self, sight: "_Sight", at: int) -> int:
        """Return where the number begins with the country's digits before it."""
        for prefix in _ABROAD:
            if sight.dense.endswith(prefix, 0, at):
                return at - len(prefix)
        return at


class _Sight:
    """A folded text with its letters and digits closed up."""

    def __init__(self, folded: Folded, spare: frozenset[str]) -> None:
        self.folded = folded.signs
        self.at = [place for place, sign in enumerate(self.folded) if sign.isalnum()]
        self.dense = "".join(self.folded[place] for place in self.at)
        self._spare = spare

    def is_word(self, first: int, last: int) -> bool:
        """Tell whether no letter touches it but an ending of the language."""
        alone = not self.folded[max(first - 1, 0) : first].isalpha()
        return alone and self._letters_after(last) in _ENDINGS

    def touches_digit(self, first: int, last: int) -> bool:
        """Tell whether a digit stands right before or after it."""
        around = self.folded[max(first - 1, 0) : first] + self.folded[last + 1 : last + 2]
        return any(sign.isdigit() for sign in around)

    def spared(self, first: int, last: int) -> bool:
        """Tell whether it is part of a word of somebody else's name."""
        word = self.folded[first : last + 1]
        return self._letters_before(first) + word + self._letters_after(last) in self._spare

    def _letters_before(self, first: int) -> str:
        start = first
        while start and first - start < _REACH and self.folded[start - 1].isalpha():
            start -= 1
        return self.folded[start:first]

    def _letters_after(self, last: int) -> str:
        end = last + 1
        limit = min(end + _REACH, len(self.folded))
        while end < limit and self.folded[end].isalpha():
            end += 1
        return self.folded[last + 1 : end]


class Cover:
    """Puts code names in place of what gives somebody away.

    `names`: names, numbers, phones, addresses and mailboxes, each with the code name that stands
    there instead.  `spare`: names of others in the same paper; a word they share stays, or the
    paper would accuse the wrong one.
    """

    def __init__(self, names: Mapping[str, str], spare: Iterable[str] = ()) -> None:
        folded = {fold(name).signs: code for name, code in names.items()}
        others = [fold(name).signs for name in spare]
        self._spare = frozenset(
            word for name in others if name not in folded for word in _words(name)
        )
        needles = [one for name, code in folded.items() for one in _needles(name, code)]
        self._needles = [
            one
            for one in sorted(needles, key=lambda one: -len(one.signs))
            if not (one.word and one.signs in self._spare)
        ]

    @property
    def empty(self) -> bool:
        """Tell whether it covers nothing."""
        return not self._needles

    def __call__(self, text: str) -> str:
        """Return `text` with code names in it."""
        for _ in range(PASSES):  # what is left around a code name could read as another name
            covered = self._once(text)
            if covered == text:
                break
            text = covered
        return text

    def value(self, value: Json) -> Json:
        """Return a value with every text in it covered, keys and long numbers included."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int):
            covered = self(str(value))
            return value if covered == str(value) else covered
        if isinstance(value, Mapping):
            return rekeyed((self(key), self.value(part)) for key, part in value.items())
        return [self.value(part) for part in value]

    def _once(self, text: str) -> str:
        if not self._needles:
            return text
        folded = fold(text)
        sight = _Sight(folded, self._spare)
        spans = [
            (*folded.span(first, last, text), needle.code)
            for needle in self._needles
            if needle.signs in sight.dense
            for first, last in needle.found(sight)
        ]
        return replaced(text, spans)


def replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Return the text with each span replaced; overlapping ones by the text of the longest."""
    parts: list[str] = []
    end = 0
    for first, last, said in _joined(spans):
        parts.extend((text[end:first], said))
        end = last
    return "".join((*parts, text[end:]))


def rekeyed(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    """Return an object of which no part is lost when two keys have become the same."""
    whole: dict[str, Json] = {}
    for key, value in pairs:
        name, count = key, 1
        while name in whole:
            count += 1
            name = f"{key} ({count})"
        whole[name] = value
    return whole


def _joined(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str, int]] = []
    for first, last, said in sorted(spans, key=lambda one: (one[0], -one[1])):
        size = last - first
        if joined and first < joined[-1][1]:
            start, end, kept, widest = joined[-1]
            best, wide = (said, size) if size > widest else (kept, widest)
            joined[-1] = (start, max(end, last), best, wide)
        else:
            joined.append((first, last, said, size))
    return [one[:3] for one in joined]


def _needles(name: str, code: str) -> Iterator[_Needle]:
    """Yield what to look for: the whole, and the telling words of a name."""
    dense = "".join(sign for sign in name if sign.isalnum())
    if len(dense) < LEAST:
        return
    if dense.isdigit():
        yield _Needle(_core(dense), code, number=True)
        return
    if "@" in name or is_address(name):
        yield _Needle(dense, code, anywhere=True)
        return
    words = _words(name)
    breaks, length = set(), 0
    for word in words:
        length += len(word)
        breaks.add(length)
    yield _Needle(dense, code, frozenset(breaks), dotted=name.rstrip().endswith("."))
    for word in words if len(words) > 1 else ():
        if len(word) >= LEAST and word not in _TITLES:
            yield _Needle(word, code, word=True)


def is_address(text: str) -> bool:
    """Tell whether a text is no name but an address or the like: looked for whole or not at all."""
    words = _words(fold(text).signs)
    return any(word in PLACES or not word.isalpha() for word in words)


def _core(digits: str) -> str:
    """Return a phone number without what stands for the country; others as they are."""
    match = re.fullmatch(r"(?:(?:00)?620?|0)?([1-9]\d{6,})", digits)
    return match[1] if match else digits


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", name) if word]
