# SPDX-License-Identifier: GPL-3.0-or-later
"""What lists, searches and pictures show of a paper, drawn from its values alone.

A title is what people would call the paper, never a number or an id.  Who is protected stands in
title and words by the code name; names, numbers and addresses stand in `guarded`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from db.casework.answers import day, people_in, person, rows, text, texts
from db.casework.cover import Cover
from db.casework.masking import CODE, FLAG, OPEN, UNNAMED, giveaways, others
from db.casework.paper import PaperKind, Part, Party, Summary, Values
from db.model.canonical import Json
from db.model.ids import PaperId, is_ulid

People = Callable[[PaperId], Values]
"""What is filled in for a person, unredacted; nothing for somebody unknown."""

LONGEST_TITLE: Final = 120
BETWEEN: Final = " · "

_TITLES: Final[Mapping[PaperKind, tuple[tuple[str, ...], ...]]] = {
    # Of each group the first key that says something; groups are joined.
    PaperKind.OFFICE: (("nama",),),
    PaperKind.PERSON: (("nama", CODE), ("jabatan", "pekerjaan")),
    PaperKind.ASSIGNMENT: (("tujuan",), ("nomor",)),
    PaperKind.SUPERVISION: (("tempat",), ("tujuan",)),
    PaperKind.EVENT: (("nama_acara",), ("tempat",)),
    PaperKind.SOCIAL: (("akun_nama", "grup_nama", "akun_handle"), ("target_halaman", "platform")),
    PaperKind.FACILITY: (("nama",), ("milik", "tempat")),
    PaperKind.PROP: (("peserta",), ("tempat",)),
    PaperKind.PLEDGE: (("instansi",), ("tempat",)),
    PaperKind.INFORMATION: (("isi",),),
    PaperKind.REPORT: (("peristiwa", "uraian"),),
    PaperKind.FINDING: (("peristiwa", "uraian"),),
    PaperKind.RECEIPT: (("nama", "pelapor"), ("tempat_lapor",)),
    PaperKind.CASE: (("judul",),),
    PaperKind.REVIEW: (("kesimpulan", "kasus_posisi", "alasan_awal", "jenis_kajian"),),
    PaperKind.INVITATION: (("nama", "orang"), ("tempat",)),
    PaperKind.OATH: (("nama", "orang"), ("tempat",)),
    PaperKind.CLARIFICATION: (("nama", "orang"), ("tempat",)),
    PaperKind.PLENARY: (("agenda",),),
    PaperKind.ADVICE: (("isi",), ("kepada",)),
    PaperKind.MINUTES: (("judul", "perihal"),),
    PaperKind.FORWARDING: (("tujuan",), ("ringkasan",)),
    PaperKind.FOLLOW_UP: (("instansi",), ("sanksi", "catatan")),
    PaperKind.EXHIBIT: (("nama",), ("tempat_simpan",)),
    PaperKind.HANDOVER: (("keperluan",), ("penerima",)),
}
_SUSPECTED: Final = (("peristiwa", "uraian_dugaan"), ("tempat",))
_ADVISED: Final = (("saran_isi",), ("tempat",))
_DISPUTED: Final = (("peserta_sengketa", "uraian_sengketa"), ("tempat",))
_OUTCOMES: Final = {
    "DUGAAN_PELANGGARAN": _SUSPECTED,
    "SARAN_PERBAIKAN": _ADVISED,
    "POTENSI_SENGKETA": _DISPUTED,
}
_HAPPENED: Final = (
    "tgl_kejadian",
    "waktu_kejadian",
    "mulai",
    "waktu",
    "waktu_tangkap",
    "tgl_ditemukan",
    "tgl_diketahui",
    "disampaikan",
    "diterima",
    "tanggal",
    "dicatat",
)
_OUTCOME: Final[Mapping[PaperKind, str]] = {
    PaperKind.SUPERVISION: "outcome",
    PaperKind.REVIEW: "hasil_awal",
    PaperKind.PLENARY: "hasil",
    PaperKind.ADVICE: "hasil",
    PaperKind.INFORMATION: "simpulan",
    PaperKind.FOLLOW_UP: "status",
}
_PARTS: Final[Mapping[str, Part]] = {
    "terlapor": Part.REPORTED,
    "pelaku": Part.REPORTED,
    "pemilik": Part.REPORTED,
    "dipakai_oleh": Part.REPORTED,
    "saksi": Part.WITNESS,
    "pelapor": Part.REPORTER,
    "pemberi": Part.REPORTER,
    "penyerah": Part.GIVER,
}
_SUSPICION: Final = frozenset({"pelaku", "saksi", "kategori"})
"""Keys of a Form A that are answered only where a violation is suspected."""
_NO_WORDS: Final = re.compile(
    r"[0-9a-f]{64}|\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?|\d{2}:\d{2}|[+-]?\d"
)


def summarise(kind: PaperKind, values: Values, people: People) -> Summary:
    """Return what is shown of a paper with these values; nothing in them makes it raise."""
    told = _told(kind, values)
    known = {who: people(who) for who in people_in(told)}
    hidden = {who: _code(one) for who, one in known.items() if one.get(FLAG) is True}
    gives_away = giveaways(told)
    for who in hidden:
        gives_away |= giveaways(known[who])
    spare = [text(one, "nama") for who, one in known.items() if who not in hidden]
    cover = Cover(gives_away, (*others(told), *spare))
    named = [word for who in known if who not in hidden for word in _page_words(known[who])]
    everything = list(_texts(told))
    opened = [cover(one) for one in _open_texts(told, hidden)]
    return Summary(
        title=_short(cover(_title(kind, told, known))),
        happened=_happened(told),
        region=text(told, "wilayah"),
        regime=text(told, "regime"),
        outcome=text(told, _OUTCOME[kind]) if kind in _OUTCOME else "",
        categories=_categories(told),
        parties=tuple(dict.fromkeys(_parties(told))),
        words=_joined((*opened, *named)),
        guarded=_joined(
            (
                *gives_away,
                *(one for one in everything if one not in set(opened)),
                *(word for who in hidden for word in _texts(known[who])),
            )
        )
        if gives_away or hidden
        else "",
        stage=text(told, "tahapan"),
    )


def _told(kind: PaperKind, values: Values) -> Values:
    """Leave out what a Form A asked before its outcome was changed."""
    if kind is not PaperKind.SUPERVISION or text(values, "outcome") == "DUGAAN_PELANGGARAN":
        return values
    return {key: value for key, value in values.items() if key not in _SUSPICION}


def _title(kind: PaperKind, values: Values, known: Mapping[PaperId, Values]) -> str:
    groups = _TITLES[kind]
    if kind is PaperKind.SUPERVISION:
        groups = _OUTCOMES.get(text(values, "outcome"), groups)
    if kind is PaperKind.PERSON and values.get(FLAG) is True:
        return _code(values)
    said = [next(filter(None, (_said(values, key, known) for key in keys)), "") for keys in groups]
    if kind is PaperKind.HANDOVER:
        said.insert(0, ", ".join(text(row, "nama") for row in rows(values, "barang")))
    return BETWEEN.join(dict.fromkeys(" ".join(one.split()) for one in said if one))


def _said(values: Values, key: str, known: Mapping[PaperId, Values]) -> str:
    who = person(values.get(key))
    if who is None:
        return text(values, key)
    page = known.get(who, {})
    return _code(page) if page.get(FLAG) is True else text(page, "nama")


def _happened(values: Values) -> str:
    days = (day(values, key) for key in _HAPPENED)
    return next((one.isoformat() for one in days if one is not None), "")


def _categories(values: Values) -> tuple[str, ...]:
    acts = (text(row, "kategori") for row in rows(values, "tindakan"))
    return tuple(dict.fromkeys(one for one in (*texts(values, "kategori"), *acts) if one))


def _parties(values: Values) -> Iterator[Party]:
    for key, part in _PARTS.items():
        for row in (values, *rows(values, key)):
            who = person(row.get(key if row is values else "orang"))
            if who is not None:
                yield Party(who, part)
    for row in (values, *rows(values, "pihak")):
        who, role = person(row.get("orang")), text(row, "peran")
        if who is not None and role in set(Part):
            yield Party(who, Part(role))


def _open_texts(value: Json, hidden: Mapping[PaperId, str]) -> Iterator[str]:
    """Yield the texts that everybody may find, those of protected people by their code names."""
    if isinstance(value, Mapping):
        behind = _protected(value, hidden)
        for key, part in value.items():
            prefix = next((one for one in behind if key.startswith(one)), None)
            if prefix is None or key.removeprefix(prefix) in OPEN:
                yield from _open_texts(part, hidden)
        yield from behind.values()
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _open_texts(part, hidden)
    else:
        yield from _texts(value)


def _protected(value: Values, hidden: Mapping[PaperId, str]) -> dict[str, str]:
    """Return how the keys about protected people begin, with their code names.

    Keys about the person in `orang` begin with nothing, those about one in `pelapor` like it.
    """
    behind: dict[str, str] = {}
    for key, part in value.items():
        who = person(part)
        if part is True and (key == FLAG or key.endswith(f"_{FLAG}")):
            prefix = key.removesuffix(FLAG)
            behind[prefix] = _code(value, prefix)
        elif who is not None and who in hidden:
            behind["" if key == "orang" else f"{key}_"] = hidden[who]
    return behind


def _code(values: Values, prefix: str = "") -> str:
    return text(values, f"{prefix}{CODE}") or UNNAMED


def _page_words(page: Values) -> Iterator[str]:
    yield from (text(page, key) for key in ("nama", "alias", "jabatan", "instansi"))


def _texts(value: Json) -> Iterator[str]:
    """Yield every text with words in it; ids, digests, days and times have none."""
    if isinstance(value, str):
        if value.strip() and not is_ulid(value) and not _NO_WORDS.fullmatch(value):
            yield value.strip()
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _joined(words: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))


def _short(title: str) -> str:
    """Cut a title after a word, so that it stays one line."""
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[: LONGEST_TITLE - 1].rsplit(' ', 1)[0].rstrip(' ,.;:·')}…"
