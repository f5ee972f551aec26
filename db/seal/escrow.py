# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's key divided among officers: any `need` of them make it again, fewer learn nothing.

Shamir's sharing over GF(2^8) with the polynomial of AES (FIPS 197), byte for byte.  Products are
made without tables and without branches on secret bits; Python keeps no exact time.

A share travels on paper as four lines of twenty letters in Crockford's base 32, each checked for
itself, so that a slip of the pen is named with its line.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Self

from db.errors import InvalidInputError
from db.seal.parcel import OfficeKey
from db.seal.recovery import ALPHABET

VERSION: Final = 1
KEY: Final = 32
MOST: Final = 15
MARK: Final = 3
SET: Final = 2
LINES: Final = 4
PREFIX: Final = "SEGELB:"
_LINE: Final = 10
_LETTERS: Final = 16
_CHECK: Final = 4
_ALIKE: Final = str.maketrans("ILO", "110")
_MEANING: Final = b"segel.id/v1/key-share\x00"


@dataclass(frozen=True, slots=True)
class Share:
    """One officer's part.  `need` of `among` make the key; `place` counts from 1.

    `mark`: of the key (3 bytes).  `made`: 2 bytes that all parts of one division have in common.
    """

    need: int
    among: int
    place: int
    mark: bytes
    made: bytes
    part: bytes

    def __repr__(self) -> str:
        return f"Share({self.place} of {self.among})"

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the share as it is printed: four lines of five groups."""
        head = bytes([VERSION, self.need << 4 | self.among, self.place])
        laid = head + self.mark + self.made + self.part
        rows = (laid[at : at + _LINE] for at in range(0, len(laid), _LINE))
        lines = (_spelled(row, _LETTERS) + _check(n, row) for n, row in enumerate(rows))
        return tuple(" ".join(line[at : at + 4] for at in range(0, len(line), 4)) for line in lines)

    @property
    def text(self) -> str:
        """Return the share as its QR code says it."""
        return PREFIX + "".join("".join(line.split()) for line in self.lines)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a typed or scanned share; blanks, dashes, case and look-alikes do not matter.

        Raise InvalidInputError with `what` "share" for another length or form, or "share-line" with
        `line` for one that is mistyped.
        """
        bare = text.strip().upper().removeprefix(PREFIX)
        letters = "".join(bare.replace("-", " ").split()).translate(_ALIKE)
        wide = _LETTERS + _CHECK
        if len(letters) != LINES * wide or any(letter not in ALPHABET for letter in letters):
            message = "a share has four lines of twenty letters"
            raise InvalidInputError(message, what="share")
        rows = []
        for number in range(LINES):
            line = letters[number * wide : (number + 1) * wide]
            row = _unspelled(line[:_LETTERS])
            if _check(number, row) != line[_LETTERS:]:
                message = f"line {number + 1} of this share is mistyped"
                raise InvalidInputError(message, what="share-line", line=str(number + 1))
            rows.append(row)
        laid = b"".join(rows)
        need, among, place = laid[1] >> 4, laid[1] & 15, laid[2]
        if laid[0] != VERSION or not (1 < need <= among) or not 0 < place <= among:
            message = "this is not a share of an office's key"
            raise InvalidInputError(message, what="share")
        return cls(need, among, place, laid[3:6], laid[6:8], laid[8:])


@dataclass(frozen=True, slots=True)
class Gathered:
    """Shares that belong together, by place.  `missing`: how many more are needed."""

    shares: tuple[Share, ...] = ()

    @property
    def missing(self) -> int:
        """Return how many more shares are needed; 2 before the first one says."""
        return max(0, self.shares[0].need - len(self.shares)) if self.shares else 2

    def add(self, share: Share) -> "Gathered":
        """Add one; the same one again changes nothing.

        Raise InvalidInputError with `what` "share-key" for one of another office's key,
        "share-set" for one of another division, "share-twice" for another part of the same place.
        """
        first = self.shares[0] if self.shares else share
        number = str(share.place)
        if share.mark != first.mark:
            message = "this share is of another key"
            raise InvalidInputError(message, what="share-key", number=number)
        if (share.made, share.need, share.among) != (first.made, first.need, first.among):
            message = "this share is of another division of the key"
            raise InvalidInputError(message, what="share-set", number=number)
        same = [one for one in self.shares if one.place == share.place]
        if same and same[0] != share:
            message = "two shares of one number differ"
            raise InvalidInputError(message, what="share-twice", number=number)
        if same:
            return self
        return Gathered(tuple(sorted((*self.shares, share), key=lambda one: one.place)))


def mark_of(public_key: bytes) -> bytes:
    """Return the 3 bytes by which a share names the key it is of."""
    return hashlib.sha256(_MEANING + public_key).digest()[:MARK]


def split(
    key: OfficeKey, need: int, among: int, random: Callable[[int], bytes] = os.urandom
) -> tuple[Share, ...]:
    """Divide a key into `among` shares of which `need` make it again.

    Raise InvalidInputError with `what` "share-count" unless 2 ≤ need ≤ among ≤ 15.
    """
    if not 2 <= need <= among <= MOST:
        message = "two to fifteen shares, and at least two of them needed"
        raise InvalidInputError(message, what="share-count")
    made, rows = random(SET), [key.secret, *(random(KEY) for _ in range(need - 1))]
    mark = mark_of(key.public)
    return tuple(
        Share(
            need,
            among,
            place,
            mark,
            made,
            bytes(_at(place, column) for column in zip(*rows, strict=True)),
        )
        for place in range(1, among + 1)
    )


def combine(gathered: Gathered) -> OfficeKey:
    """Make the key of enough shares.

    Raise InvalidInputError with `what` "share-few" and `missing`, or "share-wrong" where what comes
    out is not the key: `number` names the wrong share, if one more than needed is here to tell.
    """
    if gathered.missing:
        message = f"{gathered.missing} more shares are needed"
        raise InvalidInputError(message, what="share-few", missing=str(gathered.missing))
    need = gathered.shares[0].need
    for chosen in combinations(gathered.shares, need):
        found = OfficeKey(_joined(chosen))
        if mark_of(found.public) != chosen[0].mark:
            continue
        wrong = [one for one in gathered.shares if one not in chosen and not _fits(one, chosen)]
        if wrong:
            raise _wrong([str(one.place) for one in wrong])
        return found
    raise _wrong([])


def _wrong(places: Sequence[str]) -> InvalidInputError:
    message = "a share is not what it was"
    what = "share-wrong" if places else "share-some"
    return InvalidInputError(message, what=what, number=", ".join(places))


def _joined(shares: Sequence[Share], at: int = 0) -> bytes:
    """Return where the shares' curves stand at `at`; at 0 stands the key (Lagrange)."""
    weights = []
    for one in shares:
        over = under = 1
        for other in shares:
            if other is not one:
                over = product(over, at ^ other.place)
                under = product(under, one.place ^ other.place)
        weights.append(product(over, _inverse(under)))
    parts = zip(*(one.part for one in shares), strict=True)
    return bytes(_sum(map(product, weights, column)) for column in parts)


def _fits(share: Share, others: Sequence[Share]) -> bool:
    return _joined(others, share.place) == share.part


def _sum(values: Iterable[int]) -> int:
    total = 0
    for value in values:
        total ^= value
    return total


def _at(place: int, row: Sequence[int]) -> int:
    """Return the value at `place` of the polynomial with these coefficients (Horner)."""
    value = 0
    for coefficient in reversed(row):
        value = product(value, place) ^ coefficient
    return value


def product(one: int, other: int) -> int:
    """Multiply in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1."""
    result = 0
    for _ in range(8):
        result ^= one & -(other & 1)
        one = (one << 1) ^ (0x11B & -(one >> 7))
        other >>= 1
    return result


def _inverse(value: int) -> int:
    """Return value^254: of a public place, never of a secret."""
    result = 1
    for _ in range(254):
        result = product(result, value)
    return result


def _check(number: int, row: bytes) -> str:
    mark = hashlib.sha256(_MEANING + bytes([number]) + row).digest()
    return _spelled(mark[: _CHECK + 1], 8)[:_CHECK]


def _spelled(row: bytes, letters: int) -> str:
    number = int.from_bytes(row)
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(letters - 1, -1, -1))


def _unspelled(letters: str) -> bytes:
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(_LINE)
