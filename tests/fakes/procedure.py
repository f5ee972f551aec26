# SPDX-License-Identifier: GPL-3.0-or-later
"""A reference with the shipped rows of procedure and a few acts, contests and routes of its own."""

from pathlib import Path

from db.casework.form import Words
from db.casework.reading import read_rows
from db.casework.reference import (
    CatalogueAct,
    ConditionRule,
    Contest,
    Phase,
    Reference,
    Route,
    State,
    Term,
    Transition,
)

ROWS = Path(__file__).parents[2] / "resources" / "reference"
ASN = "HUKUM_LAIN/ASN"
MORAL = Words("sanksi moral (pernyataan tertutup/terbuka)", "moral sanction (closed/open)")
HEAVY = Words("hukuman disiplin berat", "heavy disciplinary punishment")


def act(
    code: str,
    family: str,
    phase: Phase,
    other: str = "",
    *,
    kind: str = ASN,
    sanction: Words = HEAVY,
    parent: str = "",
    frequency: int = 0,
    papers: tuple[str, ...] = (),
    regimes: frozenset[str] = frozenset(),
    days: tuple[str, str] = ("2022-09-22", ""),
) -> CatalogueAct:
    return CatalogueAct(
        code=code,
        label=Words(f"perbuatan {code}", f"act {code}"),
        source="SKB 22 September 2022",
        verified=False,
        valid_from=days[0],
        valid_to=days[1],
        family=family,
        type=kind,
        regimes=regimes,
        phase=phase,
        other_phase=other,
        parent=parent,
        sanction=sanction,
        weight="",
        evidence=Words("", ""),
        basis=(),
        frequency=frequency,
        papers=papers,
    )


def contest(code: str, regime: str, fixed: str) -> Contest:
    return Contest(
        code, Words(code, code), "KPU", verified=True, valid_from="2022-01-01", valid_to="",
        regime=regime, kinds=(), fixed=fixed, campaign=("", ""), quiet=("", ""), vote="",
    )  # fmt: skip


def route(addressee: str, kind: str, days: tuple[str, str], *, system: str = "",
          needs: tuple[str, ...] = ()) -> Route:  # fmt: skip
    return Route(
        addressee, Words(addressee, addressee), "SE MenPANRB 4/2024", verified=False,
        valid_from=days[0], valid_to=days[1], type=kind, regimes=frozenset(),
        addressee=Words(addressee, addressee),
        steps=(Words("Bawaslu Kab/Kota", "Regency office"), Words(addressee, addressee)),
        system=system, needs=needs,
    )  # fmt: skip


PEMILU = contest("PEMILU-2024-LEGISLATIF", "PEMILU", "2023-11-04")
PILKADA = contest("PILKADA-2024", "PILKADA", "2024-09-22")
UNFIXED = contest("PEMILU-2029", "PEMILU", "")
LETTERS = "abcde"

ACTS = (
    act("ASN-E3", "ASN-ETIK", Phase.BEFORE, "ASN-D4", sanction=MORAL, papers=("ACARA",)),
    act("ASN-D4", "ASN-DISIPLIN", Phase.AFTER, "ASN-E3", papers=("ACARA",), frequency=1),
    act("ASN-E4", "ASN-ETIK", Phase.BEFORE, "ASN-D6", sanction=MORAL, frequency=15),
    act("ASN-D6", "ASN-DISIPLIN", Phase.AFTER, "ASN-E4", frequency=15),
    *(
        act(f"ASN-E4{sign}", "ASN-ETIK", Phase.BEFORE, f"ASN-D6{sign}", sanction=MORAL,
            parent="ASN-E4", frequency=16, papers=("MEDSOS",))
        for sign in LETTERS
    ),
    *(
        act(f"ASN-D6{sign}", "ASN-DISIPLIN", Phase.AFTER, f"ASN-E4{sign}", parent="ASN-D6",
            frequency=16, papers=("MEDSOS",))
        for sign in LETTERS
    ),
    act("ASN-D7a", "ASN-DISIPLIN", Phase.AFTER, parent="ASN-D4"),
    act("ASN-D5", "ASN-DISIPLIN", Phase.ANY),
    act("PM-283", "PEMILU", Phase.ANY, regimes=frozenset({"PEMILU"})),
    act("PM-523-2", "PEMILU", Phase.ANY, kind="PIDANA", regimes=frozenset({"PEMILU"})),
    act("PK-71", "PILKADA", Phase.ANY, kind="PIDANA", regimes=frozenset({"PILKADA"})),
    act("POL", "POLRI", Phase.ANY, kind="HUKUM_LAIN/POLRI"),
    act("OLD", "UMUM", Phase.ANY, days=("2014-01-01", "2022-12-31")),
)  # fmt: skip
ROUTES = (
    route("KASN", ASN, ("2014-09-30", "2024-08-23"), system="SIAPNET", needs=("nip_atau_nik",)),
    route("BKN", ASN, ("2024-08-24", ""), system="SBT", needs=("nip_atau_nik",)),
    route("Gakkumdu", "PIDANA", ("2017-08-16", "")),
    route("Bawaslu Kab/Kota", "ETIK/PENGAWAS_AD_HOC", ("2017-08-16", "")),
    route("Bupati", "HUKUM_LAIN/DESA", ("2017-08-16", ""), needs=("hasil",)),
)


def reference() -> Reference:
    return Reference(
        edition="2026-11-21",
        issuer="uji",
        contests=(PEMILU, PILKADA, UNFIXED),
        acts=ACTS,
        routes=ROUTES,
        states=read_rows(State, "states.json", (ROWS / "states.json").read_bytes()),
        transitions=read_rows(
            Transition, "transitions.json", (ROWS / "transitions.json").read_bytes()
        ),
        conditions=read_rows(
            ConditionRule, "conditions.json", (ROWS / "conditions.json").read_bytes()
        ),
        terms=tuple(
            term
            for name in ("column-sbt", "column-sigaplapor", "case-type")
            for term in read_rows(Term, name, (ROWS / "terms" / f"{name}.json").read_bytes())
        ),
    )
