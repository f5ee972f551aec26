# SPDX-License-Identifier: GPL-3.0-or-later
"""Five thousand cases, fifty thousand people, fifty thousand Form A: lists, searches, drafts.

The papers are signed by the code that signs real ones, many in one commit.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from db.casework.paper import Draft, PaperCard, PaperKind, Part, Party, Summary
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model.canonical import Json
from db.model.ids import PaperId
from db.seal.keyring import Cost
from db.store import docket, drafts, filed, papers, people_book
from db.store.docket import PaperFilter
from db.store.driver import Database
from db.store.filed import Filed
from db.store.vault import Vault
from tests.bench import crowds, ground
from tests.bench.figures import Figure, Spread
from tests.bench.gallery import ms, percentiles
from tests.bench.rounds import Setting, say

COMMAND: Final = "python -m tests.bench dockets --rounds {rounds} --items {items}"
BATCH: Final = 1000
SEARCHES: Final = 20
KEYS: Final = 100
LIMIT_MS: Final = 50
STATES: Final = ("DITERIMA", "DIREGISTER", "KLARIFIKASI", "PLENO", "DITERUSKAN", "SELESAI")
OUTCOMES: Final = ("TIDAK_ADA_DUGAAN", "SARAN_PERBAIKAN", "DUGAAN_PELANGGARAN")
ACTS: Final = ("ASN-E4b", "ASN-E3", "ASN-D6d", "PM-523-2", "HOAKS", "POL-UANG")


def run(setting: Setting) -> list[Figure]:
    """Return the figures of a docket of `setting.items` Form A, as many people, a tenth cases."""
    folder = docketed(setting)
    opening = []
    for _ in range(setting.rounds):
        ground.forget(folder / "records.db")
        setting.settle()
        with ground.place(folder) as made:
            opening.append(ms(lambda: first_page(made.vault)))
    words = f"{setting.items // 10:,} cases: unlocked until the first page and the count"
    setting.settle()
    with ground.place(folder) as made:
        return [
            Figure(words, Spread.of(opening), "ms", at_most=100),
            *queries(made.vault, setting),
            *writing(made.vault, setting),
        ]


def docketed(setting: Setting) -> Path:
    """Return a vault with all the papers; one made earlier is used again."""
    folder = setting.work / f"docket-{setting.items}"
    done = setting.work / f"docket-{setting.items}.done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        with ground.place(folder, cost=Cost()) as made:
            fill(made.vault, setting.items, setting.seed)
        done.touch()
    return folder


def first_page(vault: Vault) -> tuple[PaperCard, ...]:
    """Read what the page of cases shows first."""
    wanted = PaperFilter(kinds=frozenset({PaperKind.CASE}))
    docket.count(vault, wanted)
    return docket.page(vault, wanted)


def fill(vault: Vault, count: int, seed: int) -> None:
    """Sign `count` people, a tenth as many cases, and `count` Form A, half of them in a case."""
    chance = random.Random(seed)  # noqa: S311 - made-up papers, no secret
    words = crowds.vocabulary(chance)
    people = [PaperId(drafts.new_paper(vault)) for _ in range(count)]
    cases = [PaperId(drafts.new_paper(vault)) for _ in range(max(count // 10, 1))]
    _sign(vault, (_person(chance, words, one, at) for at, one in enumerate(people)))
    _sign(vault, (_case(chance, words, one, at, people) for at, one in enumerate(cases)))
    _sign(vault, (_form_a(vault, chance, words, at, people, cases) for at in range(count)))


def _sign(vault: Vault, versions: Iterator[Filed]) -> None:
    done = 0
    while batch := list(islice(versions, BATCH)):
        say(f"signing {batch[0].kind.value} {done:,} to {done + len(batch):,}")
        done += len(batch)
        deeds = [
            Deed(Act.SIGNED, filed.subject(one.kind, one.paper), one.record()) for one in batch
        ]
        vault.write(deeds, _entering(batch))


def _entering(batch: list[Filed]) -> Callable[[Database, tuple[Entry, ...]], None]:
    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for one, entry in zip(batch, entries, strict=True):
            filed.file(db, one, entry)

    return enter


def _person(chance: random.Random, words: list[str], identity: PaperId, at: int) -> Filed:
    name = " ".join(word.title() for word in chance.choices(words, k=3))
    nip = f"{19600101 + at % 300000:08d}{200001 + at % 99:06d}{1 + at % 2}{at % 1000:03d}"
    nik = f"51050{at % 9}{at:010d}"
    protected = at % 50 == 0
    values: dict[str, Json] = {
        "nama": name,
        "nip": nip,
        "nik": nik,
        "jabatan": "Lurah",
        "alamat": f"Banjar {chance.choice(words)}",
        **({"dilindungi": True, "kode_samaran": f"SAKSI-{at}"} if protected else {}),
    }
    summary = Summary(name, words=f"{name} {nip} {nik} Lurah")
    if protected:
        summary = Summary(f"SAKSI-{at}", words=f"SAKSI-{at}", guarded=f"{name} {nip} {nik}")
    return Filed(
        identity, PaperKind.PERSON, 1, "", "ORANG@1", values, "AKTIF", None, "", "", summary
    )


def _case(
    chance: random.Random, words: list[str], identity: PaperId, at: int, people: list[PaperId]
) -> Filed:
    title = " ".join(chance.choices(words, k=6))
    who = chance.choice(people)
    summary = Summary(
        title,
        _day(chance),
        _region(chance),
        "PEMILU",
        categories=tuple(chance.sample(ACTS, 2)),
        parties=(Party(who, Part.REPORTED),),
        words=f"perkara {title}",
    )
    accused: Json = {"orang": {"id": who, "version": 1}, "peran": "TERLAPOR"}
    values: dict[str, Json] = {"judul": title, "pihak": [accused]}
    state = chance.choice(STATES)
    code = f"P-{at:05d}"
    return Filed(
        identity, PaperKind.CASE, 1, code, "PERKARA@1", values, state, None, "", "", summary
    )


def _form_a(
    vault: Vault,
    chance: random.Random,
    words: list[str],
    at: int,
    people: list[PaperId],
    cases: list[PaperId],
) -> Filed:
    weights = [1 / (rank + 1) for rank in range(len(words))]
    text = " ".join(chance.choices(words, weights, k=60))
    who, outcome = chance.choice(people), chance.choices(OUTCOMES, (85, 5, 10))[0]
    summary = Summary(
        text[:60],
        _day(chance),
        _region(chance),
        "PEMILU",
        outcome,
        (chance.choice(ACTS),) if outcome == OUTCOMES[-1] else (),
        (Party(who, Part.REPORTED),),
        f"laporan hasil pengawasan {text}",
        stage="KAMPANYE",
    )
    return Filed(
        PaperId(drafts.new_paper(vault)),
        PaperKind.SUPERVISION,
        1,
        f"A-{at:06d}",
        "LHP@2022-1",
        {"uraian_hasil": text, "outcome": outcome},
        "DITANDATANGANI",
        chance.choice(cases) if at % 2 else None,
        "",
        "",
        summary,
    )


def _day(chance: random.Random) -> str:
    return f"2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def _region(chance: random.Random) -> str:
    return f"51.{chance.randint(1, 9):02d}.{chance.randint(1, 12):02d}.{chance.randint(2001, 2012)}"


def queries(vault: Vault, setting: Setting) -> list[Figure]:
    """Return the figures of searching, listing and turning pages."""
    return [*_searching(vault, setting), *_listing(vault, setting), *_opening(vault)]


def _searching(vault: Vault, setting: Setting) -> list[Figure]:
    times: dict[str, list[float]] = {}
    kinds = {
        "in every paper": frozenset[PaperKind](),
        "among cases": frozenset({PaperKind.CASE}),
        "among people": frozenset({PaperKind.PERSON}),
    }
    for _, text in crowds.searches(SEARCHES * setting.rounds, setting.seed):
        for name, chosen in kinds.items():
            wanted = PaperFilter(text=text, kinds=chosen)
            taken = ms(lambda: (docket.page(vault, wanted), docket.count(vault, wanted)))  # noqa: B023
            times.setdefault(f"search {name}: first page and count", []).append(taken)
        taken = ms(lambda: people_book.find(vault, text))  # noqa: B023
        times.setdefault("a person completed while typing", []).append(taken)
    return [_figure(words, taken) for words, taken in times.items()]


def _listing(vault: Vault, setting: Setting) -> list[Figure]:
    form_a, case = frozenset({PaperKind.SUPERVISION}), frozenset({PaperKind.CASE})
    chosen = {
        "all papers": PaperFilter(),
        "all Form A": PaperFilter(kinds=form_a),
        "cases in one state": PaperFilter(kinds=case, states=frozenset({STATES[1]})),
        "cases of one act": PaperFilter(kinds=case, category=ACTS[0]),
        "Form A of one outcome in one village": PaperFilter(
            kinds=form_a, outcome=OUTCOMES[2], region="51.05.01.2008"
        ),
        "Form A of one week": PaperFilter(kinds=form_a, since="2023-11-01", until="2023-11-07"),
        "common words among Form A of one week": PaperFilter(
            kinds=form_a, text="laporan hasil", since="2023-11-01", until="2023-11-07"
        ),
    }
    figures = []
    for name, wanted in chosen.items():
        taken = [
            ms(lambda: (docket.page(vault, wanted), docket.count(vault, wanted)))  # noqa: B023
            for _ in range(max(setting.rounds, 2 * SEARCHES))
        ]
        figures.append(_figure(f"list: {name}, first page and count", taken))
    walk: list[float] = []
    last: PaperCard | None = None
    while len(walk) < KEYS and (cards := _timed(vault, last, walk)):
        last = cards[-1]
    return [*figures, _figure("turning pages of Form A", walk)]


def _timed(vault: Vault, after: PaperCard | None, times: list[float]) -> tuple[PaperCard, ...]:
    wanted = PaperFilter(kinds=frozenset({PaperKind.SUPERVISION}))
    found: list[tuple[PaperCard, ...]] = []
    times.append(ms(lambda: found.append(docket.page(vault, wanted, after=after))))
    return found[0]


def _opening(vault: Vault) -> list[Figure]:
    """Time what a case page reads: the case, its papers, its timeline, one person's papers."""
    cases = docket.page(vault, PaperFilter(kinds=frozenset({PaperKind.CASE})))[:SEARCHES]
    people = docket.page(vault, PaperFilter(kinds=frozenset({PaperKind.PERSON})))[:SEARCHES]
    return [
        _figure(
            "a case with its papers and its timeline",
            [
                ms(
                    lambda: (
                        papers.paper(vault, one.id),  # noqa: B023
                        docket.in_case(vault, one.id),  # noqa: B023
                        papers.steps(vault, one.id),  # noqa: B023
                    )
                )
                for one in cases
            ],
        ),
        _figure(
            "everything a person has a part in",
            [ms(lambda: docket.with_person(vault, one.id)) for one in people],  # noqa: B023
        ),
    ]


def writing(vault: Vault, setting: Setting) -> list[Figure]:
    """Time a key in a draft, and signing."""
    kept: list[float] = []
    signed: list[float] = []
    for _ in range(setting.rounds):
        draft = Draft(
            drafts.new_paper(vault), PaperKind.SUPERVISION, "LHP@2022-1", {}, vault.account.id
        )
        for at in range(KEYS):
            draft = replace(draft, values={"uraian_hasil": "kata " * 20 * at})
            kept.append(ms(lambda: drafts.keep(vault, draft)))  # noqa: B023
        summary = Summary("Form A", words="kata")
        signed.append(
            ms(lambda: papers.sign(vault, draft, state="X", summary=summary, code=""))  # noqa: B023
        )
    return [
        Figure("keeping a draft at a key, p95", percentiles(kept), "ms", at_most=5),
        Figure("signing a Form A of 10,000 letters", Spread.of(signed), "ms"),
    ]


def _figure(words: str, taken: list[float]) -> Figure:
    return Figure(f"{words}, p95 [p50 .. slowest]", percentiles(taken), "ms", at_most=LIMIT_MS)
