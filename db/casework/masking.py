# SPDX-License-Identifier: GPL-3.0-or-later
"""The public variant: numbers masked, addresses no closer than the village, protected people coded.

Both variants of a bundle have the same fields and differ only in what is masked.  Numbers keep
their first four and last two digits, enough to tell two apart beside the full variant.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from db.casework.cover import PLACES, Cover, is_address, rekeyed, replaced
from db.casework.folding import Folded, fold
from db.casework.form import Field, FieldType, Form
from db.casework.paper import PaperKind, Values
from db.model.canonical import Json

HIDDEN: Final = "***"
UNNAMED: Final = "TERLINDUNGI"
"""The code name of somebody who was given none."""
FLAG, CODE, NAME = "dilindungi", "kode_samaran", "nama"
OPEN: Final = frozenset({FLAG, CODE, "orang", "id", "version", "peran", "kedudukan"})
"""What the public may read of a protected person."""

_TELLING: Final = frozenset({NAME, "alias", "email", "alamat", "nip", "nrp", "nik", "hp"})
_FIRST, _LAST = 4, 2
_DASH: Final = r"\-\u2010-\u2015\u2212"
_GAP: Final = rf"[\s.(){_DASH}]{{0,2}}"
_ONE: Final = rf"[\s.{_DASH}]"
_NUMBERS: Final = re.compile(
    rf"(?<!\d)(?:\d{{18}}|\d{{16}}|\d{{8}}{_ONE}\d{{6}}{_ONE}\d{_ONE}?\d{{3}}"
    rf"|(?:\d{{4}}{_ONE}){{3}}\d{{4}}|\d{{6}}{_ONE}\d{{6}}{_ONE}\d{{4}}"
    r"|\d{2}\.\d{2}\.\d{2}\.\d{6}\.\d{4})(?!\d)"
)
_PHONES: Final = re.compile(
    r"(?<![\d+])(?!\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d(?!\d))(?!\d{1,2}\.\d\d\s+(?:19|20)\d\d)"
    rf"(?:\+?(?:00)?62{_GAP}(?:0{_GAP})?|\(?0)[2-9](?:{_GAP}\d){{7,11}}(?!\d)"
)
_DECIMAL: Final = rf"(?:[{_DASH}]\d{{1,2}}[.,]\d{{3,}}|\d{{1,2}}[.,]\d{{4,}})"
_POSITIONS: Final = re.compile(
    rf"(?<![\d.,]){_DECIMAL}\s?°?\s?[,;/]?\s{{0,2}}[{_DASH}]?\d{{2,3}}[.,]\d{{3,}}(?:\s?°)?"
    r"|\d{1,3}\s?°\s?\d{1,2}(?:[.,]\d+)?\s?['\u2019\u2032](?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:[\"\u201d\u2033]|''))?"
)
"""Places on the globe, closer than a village; sums of money have three digits between points."""
_AT_HOST: Final = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_BEFORE_AT: Final = frozenset("._+-")
_VILLAGE: Final = re.compile(
    r"\b(desa|kelurahan|kel\.|ds\.|kampung|nagari|gampong)[ \t]+([^\n,;:()\d]+)", re.IGNORECASE
)
_NEAREST: Final = 3
"""Words that the name of a village has at most."""
_KINDS: Final[Mapping[FieldType, str]] = {FieldType.IDENTITY: "nik", FieldType.PHONE: "hp"}


def mask_number(text: str) -> str:
    """Mask an NIP, NIK, NRP or phone: "3205**********04"; all of it where it is short."""
    digits = "".join(sign for sign in fold(text).signs if sign.isdigit())
    if len(digits) < _FIRST + 2 * _LAST:
        return "*" * len(digits)
    return digits[:_FIRST] + "*" * (len(digits) - _FIRST - _LAST) + digits[-_LAST:]


def mask_address(text: str) -> str:
    """Return the village an address names, "Desa Ped", or only that there was one."""
    match = _VILLAGE.search(text)
    named: list[str] = []
    for word in match[2].split() if match else ():
        bare = word.strip(".").casefold()
        if bare in PLACES or not word[0].isupper() or len(named) == _NEAREST:
            break
        named.append(word)
    if match is None or not named:
        return HIDDEN if text.strip() else ""
    return " ".join((match[1].capitalize(), *named)).rstrip(".")


def mask_text(text: str) -> str:
    """Mask the numbers of people, phones, mailboxes and positions in any text, chats included."""
    folded = fold(text)
    spans = [
        *_spans(_NUMBERS, folded, text, mask_number),
        *_spans(_PHONES, folded, text, lambda part: "+" * part.startswith("+") + mask_number(part)),
        *_spans(_POSITIONS, folded, text, lambda _part: HIDDEN),
        *_mailboxes(folded, text),
    ]
    return replaced(text, spans)


def giveaways(value: Json) -> dict[str, str]:
    """Return what gives away those whom these values protect, each with the code name.

    Three spellings protect somebody: the values of a person (`dilindungi`), a row about a person
    (likewise), and fields that begin alike (`pelapor_dilindungi`, `pelapor_nama`, …).
    """
    found: dict[str, str] = {}
    if isinstance(value, Mapping):
        for prefix, code in _protected(value).items():
            for key, part in value.items():
                if isinstance(part, str | int) and _telling(key, prefix, str(part)):
                    found[str(part)] = code
        for part in value.values():
            found |= giveaways(part)
    elif isinstance(value, list | tuple):
        for part in value:
            found |= giveaways(part)
    return found


def others(value: Json) -> Iterator[str]:
    """Yield the names of those whom nothing protects."""
    if isinstance(value, Mapping):
        hidden = _protected(value)
        for key, part in value.items():
            if any(_behind(key, prefix) for prefix in hidden):
                continue
            if isinstance(part, str) and key.rpartition("_")[2] == NAME:
                yield part
            else:
                yield from others(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from others(part)


def public(values: Values, form: Form, people: Mapping[str, str]) -> Values:
    """Return what may leave for the public.

    `people`: what gives protected people away anywhere else, with their code names; those whom the
    values themselves protect are found in them.  Every key stays, but for those that describe a
    protected person.
    """
    cover = Cover({**people, **giveaways(values)}, others(values))
    fields = {field.key: field for field in form.fields()}
    # A receipt made out to somebody protected still has its number and its day.
    spoken = {key for key, field in fields.items() if not field.guarded}
    return _object(values, fields, cover, () if form.kind is PaperKind.PERSON else spoken)


def _object(
    value: Values, fields: Mapping[str, Field], cover: Cover, spoken: Collection[str] = ()
) -> dict[str, Json]:
    """Mask an object.  `spoken`: keys that describe nobody even where it protects somebody."""
    hidden = _protected(value)
    told = (
        (_covered(key, cover), _masked(key, part, fields.get(key), cover))
        for key, part in value.items()
        if not any(_behind(key, prefix) for prefix in hidden if prefix or key not in spoken)
    )
    names = {f"{prefix}{NAME}": code for prefix, code in hidden.items()}
    return rekeyed([*told, *names.items()])


def _masked(key: str, value: Json, field: Field | None, cover: Cover) -> Json:
    if isinstance(value, Mapping):
        return _object(value, _inner(field), cover)
    if isinstance(value, list | tuple):
        return [_masked(key, part, field, cover) for part in value]
    if value is None or isinstance(value, bool):
        return value
    kind = _KINDS.get(field.type, "") if field else ""
    told = _said(str(value), kind or key.rpartition("_")[2], cover)
    return value if told == str(value) else told


def _said(text: str, kind: str, cover: Cover) -> str:
    match kind:
        case "nip" | "nrp" | "nik" | "hp":
            covered = cover(text)
            return mask_number(text) if covered == text else covered
        case "email" | "koordinat":
            return HIDDEN if text.strip() else text
        case "alamat":
            return cover(mask_address(text))
        case _:
            return _covered(text, cover)


def _inner(field: Field | None) -> Mapping[str, Field]:
    return {part.key: part for part in field.fields} if field else {}


def _covered(text: str, cover: Cover) -> str:
    """Cover and mask a text; what masking leaves side by side is covered as well."""
    return cover(mask_text(cover(text)))


def _spans(
    pattern: re.Pattern[str], folded: Folded, text: str, said: Callable[[str], str]
) -> Iterator[tuple[int, int, str]]:
    for match in pattern.finditer(folded.signs):
        first, end = folded.span(match.start(), match.end() - 1, text)
        yield first, end, said(text[first:end])


def _mailboxes(folded: Folded, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield mailboxes, from the sign @ to both sides; an expression would look back ever again."""
    end = 0
    for match in _AT_HOST.finditer(folded.signs):
        start = match.start()
        while start > end and _in_mailbox(folded.signs[start - 1]):
            start -= 1
        end = match.end()
        if start < match.start():
            yield (*folded.span(start, end - 1, text), f"{HIDDEN}@{HIDDEN}")


def _in_mailbox(sign: str) -> bool:
    return sign.isalnum() or sign in _BEFORE_AT


def _protected(value: Values) -> dict[str, str]:
    """Return the beginnings of the fields that describe protected people, and their code names."""
    return {
        key.removesuffix(FLAG): _code(value.get(key.removesuffix(FLAG) + CODE))
        for key, part in value.items()
        if part is True and (key == FLAG or key.endswith(f"_{FLAG}"))
    }


def _code(value: Json) -> str:
    return (value.strip() if isinstance(value, str) else "") or UNNAMED


def _telling(key: str, prefix: str, text: str) -> bool:
    """Tell whether a field gives its person away wherever its text stands."""
    last = key.removeprefix(prefix).rpartition("_")[2]
    if not key.startswith(prefix) or last not in _TELLING or not text.strip():
        return False
    return last != "alamat" or is_address(text)  # a village's name alone tells of nobody


def _behind(key: str, prefix: str) -> bool:
    """Tell whether a field describes the person whose fields begin with `prefix`."""
    return key.startswith(prefix) and key.removeprefix(prefix) not in OPEN
