# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of a case for one kab/kota alone is ever sealed for the province, whatever is done."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.casework.paper import Paper, PaperKind
from db.ledger.act import Act
from db.model.ids import EvidenceId
from db.model.receiving import Receiver
from db.seal import transport
from db.seal.parcel import OfficeKey, mark, open_
from db.store import disclosure, evidence, links, office, papers
from db.store.vault import Vault
from desktop.actions.dispatch import VaultOutbox, read_content
from sync.cargo import Load, Parcel
from sync.enrolment import OfficeCard
from sync.messages import name_of
from tests.fakes.small_papers import corrected, person, signed, witness
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

SECRET = b"rahasia"
PROVINCE, ONE, TWO = (OfficeKey(bytes([n]) * 32) for n in (1, 2, 3))
NAMES = {"Bawaslu Kabupaten Satu": ONE, "Bawaslu Kota Dua": TWO}
CARD = OfficeCard(
    "contoh",
    "Bawaslu Contoh",
    transport.authority("Bawaslu Contoh", bytes(32)),
    bytes(32),
    (PROVINCE.public,),
    receivers=tuple(Receiver(name, "", key.public) for name, key in NAMES.items()),
)
DEEDS = (
    "open-item", "secret-item", "look", "note", "link", "unlink", "person", "print", "export",
    "other-receiver", "unknown-receiver", "send", "seal-unsent",
)  # fmt: skip


class Night:
    """One laptop at work; what it seals is opened with every key there is."""

    def __init__(self, vault: Vault, side: VaultOutbox) -> None:
        self.vault = vault
        self.side = side
        self.seen: dict[str, list[bytes]] = {"province": [], "one": [], "two": []}
        self.items: list[EvidenceId] = []
        self.count = itertools.count()
        self.case = signed(
            vault,
            PaperKind.CASE,
            {"judul": "rahasia", "hanya_penerima": True, "penerima_kabkota": next(iter(NAMES))},
        )
        told = {"judul": "rahasia"}
        self.paper: Paper = signed(vault, PaperKind.REPORT, told, case=self.case.id)

    def do(self, deed: str) -> None:
        """Do one thing; what needs an item does nothing before there is one."""
        if deed in {"look", "note", "link", "unlink", "export"}:
            if self.items:
                self._to_item(deed)
        elif deed in {"send", "seal-unsent"}:
            self.send(receipts=deed == "send")
        else:
            self._to_case(deed)

    def _to_item(self, deed: str) -> None:
        vault, number, item = self.vault, next(self.count), self.items[-1]
        match deed:
            case "look":
                card = evidence.by_id(vault, item)
                evidence.note_act(vault, Act.VIEWED, [card], reason="rahasia")
            case "note":
                evidence.write_note(vault, item, "rahasia")
            case "link":
                links.relabel(vault, self.paper.id, item, note=f"rahasia {number}")
            case "unlink":
                other = signed(vault, PaperKind.REPORT, {"judul": "rahasia"}, case=self.case.id)
                links.link(vault, other.id, [item], note="rahasia")
                links.unlink(vault, other.id, item, "rahasia")
            case "export":
                cards = [evidence.by_id(vault, one) for one in self.items]
                identity = f"{number:026d}"
                disclosure.announce(vault, cards, identity, forum="rahasia")
                digest = cards[0].digest
                disclosure.written(vault, identity, digest, len(cards), forum="rahasia")

    def _to_case(self, deed: str) -> None:
        vault, number = self.vault, next(self.count)
        match deed:
            case "open-item":
                put(vault, os.urandom(8), name="biasa.bin")
            case "secret-item":
                item = put(vault, os.urandom(8), name=f"rahasia-{number}.bin")
                links.link(vault, self.paper.id, [item], note="rahasia")
                self.items.append(item)
            case "person":
                told = {"judul": "rahasia", "pihak": [witness(person(vault, f"rahasia {number}"))]}
                signed(vault, PaperKind.REPORT, told, case=self.case.id)
            case "print":
                papers.printed(vault, self.paper.id, layout="rahasia")
            case "other-receiver":
                self.case = corrected(vault, self.case, {"penerima_kabkota": list(NAMES)[1]})
            case "unknown-receiver":
                self.case = corrected(vault, self.case, {"penerima_kabkota": "entah"})

    def send(self, *, receipts: bool) -> None:
        for load in sorted(Load.ALL):
            while pieces := self.side.parcels(load):
                for piece in pieces:
                    self._open(Parcel.parse(piece))
                if not receipts:
                    break
                self._receipt([name_of(piece) for piece in pieces])

    def _receipt(self, names: list[bytes]) -> None:
        office.keep(
            self.vault, kind="stored", size=0, said_us=1, body=b"x", names=names, log_head="y"
        )

    def _open(self, piece: Parcel) -> None:
        for who, key in zip(self.seen, (PROVINCE, ONE, TWO), strict=True):
            if mark(key.public) in dict(piece.wraps):
                plain = open_(key, piece.wraps, piece.meaning, piece.sealed)
                self.seen[who].append(read_content(plain)[0])


@contextmanager
def night() -> Iterator[Night]:
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = found(Path(folder) / "laptop", StoppedClock(tick_us=1000))
        try:
            office.join(
                vault, url="https://x", card=CARD.emit(), device_seed=bytes(32), receipt=b"x",
                said_us=1,
            )  # fmt: skip
            with at_desk(vault) as desk:
                yield Night(vault, VaultOutbox(desk, CARD))
        finally:
            vault.abandon()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=14))
def test_the_province_opens_nothing_of_a_case_for_one_kabkota(
    deeds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    with night() as work:
        for deed in (*deeds, "send"):
            work.do(deed)
        assert not [one for one in work.seen["province"] if SECRET in one.lower()]
        if "unknown-receiver" not in deeds:
            told = work.seen["one"] + work.seen["two"]
            assert [one for one in told if SECRET in one.lower()]
        assert work.seen["province"]


def test_every_deed_about_the_case_reaches_its_office(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ballast(monkeypatch)
    with night() as work:
        for deed in DEEDS:
            if deed not in {"other-receiver", "unknown-receiver"}:
                work.do(deed)
        assert not [one for one in work.seen["province"] if SECRET in one.lower()]
        assert len([one for one in work.seen["one"] if SECRET in one.lower()]) >= 12
        assert not work.seen["two"]
