# SPDX-License-Identifier: GPL-3.0-or-later
"""Which papers carry a case on from where it stands, each begun with what the case already knows.

It is advice for a screen: any paper may be written at any time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.casework import advice
from db.casework.answers import filled, person, rows, text, texts
from db.casework.paper import Paper, PaperKind, Part, Values
from db.casework.routes import reported
from db.casework.rows import Route
from db.model.canonical import Json
from db.model.ids import PaperId

People = Mapping[PaperId, Values]
CORRECTED: Final = "TANDA_TERIMA_PERBAIKAN"
EXPERT_OATH: Final = "SUMPAH_AHLI"


@dataclass(frozen=True, slots=True)
class Further:
    """A paper to write next.  `form`: its code.  `usual`: it is what this state waits for."""

    kind: PaperKind
    form: str
    prefill: Values
    usual: bool = False


_K = PaperKind
_WAITS: Final[Mapping[str, tuple[str, ...]]] = {
    "INFORMASI_AWAL": ("LHP",),
    "PENELUSURAN": ("LHP", "TEMUAN", "PLENO"),
    "LAPORAN_DITERIMA": ("TANDA_TERIMA", "KAJIAN"),
    "KAJIAN_AWAL": ("KAJIAN",),
    "TIDAK_LENGKAP": (CORRECTED,),
    "PERBAIKAN": (CORRECTED, "KAJIAN"),
    "PLENO_TEMUAN": ("PLENO", "TEMUAN"),
    "DIREGISTRASI": ("UNDANGAN", "SUMPAH", "KLARIFIKASI"),
    "KLARIFIKASI": ("UNDANGAN", "SUMPAH", "KLARIFIKASI"),
    "KAJIAN": ("KAJIAN",),
    "PLENO_HASIL": ("PLENO", "PENERUSAN"),
    "REKOMENDASI": ("PENERUSAN", "TINDAK_LANJUT"),
    "DITERUSKAN": ("PENERUSAN", "TINDAK_LANJUT"),
    "DILIMPAHKAN": ("PENERUSAN", "SERAH_TERIMA"),
    "DIAMBIL_ALIH": ("SERAH_TERIMA",),
    "TINDAK_LANJUT_BELUM": ("TINDAK_LANJUT",),
    "TINDAK_LANJUT_DIPROSES": ("TINDAK_LANJUT",),
}
"""Forms a state waits for, in their order."""
_EVERY: Final[tuple[tuple[str, PaperKind], ...]] = (
    ("PLENO", _K.PLENARY),
    ("UNDANGAN", _K.INVITATION),
    ("SUMPAH", _K.OATH),
    (EXPERT_OATH, _K.OATH),
    ("KLARIFIKASI", _K.CLARIFICATION),
    ("KAJIAN", _K.REVIEW),
    ("PENERUSAN", _K.FORWARDING),
    ("TINDAK_LANJUT", _K.FOLLOW_UP),
    ("TANDA_TERIMA", _K.RECEIPT),
    (CORRECTED, _K.RECEIPT),
    ("BARANG_BUKTI", _K.EXHIBIT),
    ("SERAH_TERIMA", _K.HANDOVER),
    ("TEMUAN", _K.FINDING),
    ("LHP", _K.SUPERVISION),
    ("ACARA", _K.EVENT),
    ("MEDSOS", _K.SOCIAL),
    ("FASILITAS", _K.FACILITY),
    ("APK", _K.PROP),
    ("BERITA_ACARA", _K.MINUTES),
)
_REPORTED_ONLY: Final = frozenset({"TANDA_TERIMA", CORRECTED})


def furthering(
    case: Paper, papers: Sequence[Paper], people: People, *, route: Route | None = None
) -> tuple[Further, ...]:
    """Return the papers that can be added, those the state waits for and has not yet first.

    `papers`: those that stand in the case and those it came from.  `route`: where it goes.
    """
    waits = _WAITS.get(case.state, ())
    written = {paper.form.partition("@")[0] for paper in papers}
    of_report = text(case.values, "sumber") == "LAPORAN"
    kinds = dict(_EVERY)
    open_waits = [form for form in waits if form not in written and form in kinds]
    order = (*open_waits, *(form for form, _ in _EVERY if form not in open_waits))
    return tuple(
        Further(kinds[form], form, _prefill(form, case, papers, people, route), form in open_waits)
        for form in order
        if of_report or form not in _REPORTED_ONLY
    )


def _prefill(
    form: str, case: Paper, papers: Sequence[Paper], people: People, route: Route | None
) -> Values:
    values = case.values
    lhp = text(values, "lhp")
    common: dict[str, Json] = {
        "regime": values.get("regime"),
        "kontes": values.get("kontes"),
        "wilayah": values.get("wilayah"),
    }
    title, codes = text(values, "judul"), list(texts(values, "kategori"))
    report = _newest(papers, PaperKind.REPORT)
    own: dict[str, Json] = {}
    match form:
        case "PLENO":
            last = case.state not in {"PENELUSURAN", "PLENO_TEMUAN", "INFORMASI_AWAL"}
            own = {"jenis_pleno": "HASIL" if last else "TEMUAN", "agenda": title, "lhp": lhp}
        case "UNDANGAN":
            told = [one for one in papers if one.kind is PaperKind.INVITATION]
            own = {**_someone(values, people, told), "perihal": title, "undangan_ke": 1}
        case "SUMPAH" | "KLARIFIKASI" | "SUMPAH_AHLI":
            told = [one for one in papers if one.form.partition("@")[0] == form]
            own = _someone(values, people, told, expert=form == EXPERT_OATH)
        case "KAJIAN":
            first = case.state in {"LAPORAN_DITERIMA", "KAJIAN_AWAL", "PERBAIKAN"}
            own = {
                "jenis_kajian": "AWAL" if first else "LENGKAP",
                "laporan": text(values, "laporan"),
                "kategori": codes,
                "jenis": list(texts(values, "jenis")),
                "kasus_posisi": title,
            }
        case "PENERUSAN":
            own = {
                "jenis": next(iter(texts(values, "jenis")), None),
                "tujuan": text(values, "tujuan_penerusan") or (route and route.addressee.id) or "",
                "melalui": text(values, "penerima_kabkota"),
                "sistem": route.system if route else "",
                "kategori": codes,
                "terlapor": [_row(who, people) for who in reported(values)],
                "ringkasan": title,
            }
        case "TINDAK_LANJUT":
            own = {"instansi": text(values, "tujuan_penerusan")}
        case "TANDA_TERIMA" | "TANDA_TERIMA_PERBAIKAN":
            own = _receipt(report)
        case "BARANG_BUKTI" | "APK" | "FASILITAS":
            own = {"lhp": lhp}
        case "SERAH_TERIMA":
            thing = _newest(papers, PaperKind.EXHIBIT)
            own = {} if thing is None else {"barang_bukti": thing.id, "barang": [_thing(thing)]}
        case "ACARA" | "MEDSOS":
            who = next(iter(reported(values)), None)
            field = "terlapor" if form == "ACARA" else "pemilik"
            own = {"lhp": lhp, field: None if who is None else _ref(who)}
        case "TEMUAN":
            seen = _newest(papers, PaperKind.SUPERVISION)
            own = {} if seen is None else dict(advice.finding_from(seen.values, seen.id))
        case _:
            own = {}
    return {key: value for key, value in {**common, **own}.items() if filled(value)}


def _someone(
    values: Values, people: People, told: Iterable[Paper], *, expert: bool = False
) -> dict[str, Json]:
    """Return the next party that no such paper speaks to yet, as such a paper names them."""
    done = {person(one.values.get("orang")) for one in told}
    parts = [
        (who, part)
        for row in rows(values, "pihak")
        if (who := person(row.get("orang"))) is not None and (part := text(row, "peran"))
    ]
    fits = [(who, part) for who, part in parts if expert == (part == Part.EXPERT.value)]
    ordered = sorted(fits, key=lambda one: one[1] != Part.REPORTED.value)
    who, part = next((one for one in ordered if one[0] not in done), (None, ""))
    if who is None:
        return {}
    page = people.get(who, {})
    return {
        "orang": _ref(who),
        "nama": text(page, "nama") or text(page, "kode_samaran"),
        "alamat": text(page, "alamat"),
        "peran": part,
    }


def _receipt(report: Paper | None) -> dict[str, Json]:
    if report is None:
        return {}
    told = report.values
    return {
        "laporan": report.id,
        "pelapor": told.get("pelapor"),
        "nama": text(told, "pelapor_nama"),
        "alamat": text(told, "pelapor_alamat"),
        "hp": text(told, "pelapor_hp"),
        "tempat_lapor": text(told, "tempat_lapor"),
        "dilindungi": told.get("pelapor_dilindungi"),
        "kode_samaran": text(told, "pelapor_kode_samaran"),
    }


def _thing(paper: Paper) -> Values:
    keys = ("nama", "jumlah", "satuan", "ciri", "kondisi", "no_segel")
    return {key: paper.values[key] for key in keys if filled(paper.values.get(key))}


def _row(who: PaperId, people: People) -> Values:
    page = people.get(who, {})
    told = {key: text(page, key) for key in ("nama", "jabatan", "instansi", "alamat")}
    return {"orang": _ref(who), **{key: value for key, value in told.items() if value}}


def _ref(who: PaperId) -> Json:
    return {"id": who, "version": 1}


def _newest(papers: Sequence[Paper], kind: PaperKind) -> Paper | None:
    return next((one for one in reversed(papers) if one.kind is kind), None)
