# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's laptop is lost: enough sheets make a new vault that opens all that was sent."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.errors import InvalidInputError, NotFoundError, NotPermittedError
from db.ledger.act import Act
from db.model.evidence import Facts, Kind
from db.model.people import Role
from db.seal import escrow as shares
from db.store import cabinet, cabinet_goods
from desktop.actions import cabinet_items, escrow
from desktop.cli.parser import run
from sync.reading import ALL
from tests.fakes.office_evening import Evening, another_office, evening
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import CHAIR, add, enter, put, without_ballast

OFFICERS = ("Ni Luh Contoh", "I Made Contoh", "Ketut Contoh", "Wayan Contoh", "Putu Contoh")
TEXT = Facts(Kind.TEXT, "text/plain")


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    without_ballast(monkeypatch)
    with evening(tmp_path) as night:
        yield night


def test_three_of_five_sheets_make_a_vault_that_opens_everything(night: Evening) -> None:
    item = put(night.laptop, b"isi lama", name="lama.txt", facts=TEXT)
    signed(night.laptop, PaperKind.EVENT, {"judul": "Rapat umum"})
    night.send()
    night.pull()
    sheets = escrow.split(night.office, 3, OFFICERS)
    night.office.abandon()  # lost, with all it held
    texts = [sheets[4].share.text, "\n".join(sheets[0].share.lines), sheets[2].share.text]
    key = shares.combine(escrow.gather(texts))
    assert key.secret == night.key.secret
    with another_office(night, "kantor-baru", key, (ALL,)) as (office, desk):
        night.desk = desk
        done = night.pull()
        assert (done.items, done.breaches, done.closed) == (1, [], 0)
        theirs = cabinet.cabinet(office, night.laptop.id)
        (got,) = cabinet_goods.items(office, theirs)
        assert got.id == item
        assert cabinet_items.text(desk, got.number) == "isi lama"
        (paper,) = cabinet_goods.papers(office, theirs)
        assert paper.title == "Rapat umum"


def test_the_ledger_says_who_got_sheets_and_never_what_is_on_them(night: Evening) -> None:
    sheets = escrow.split(night.office, 2, OFFICERS[:3])
    body = night.office.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record WHERE n.act = ?",
        [Act.EXPORTED.value],
    ).fetchone()[0]
    assert all(name.encode() in body for name in OFFICERS[:3])
    assert not any(one.share.part.hex().encode() in body for one in sheets)


def test_only_the_ketua_of_an_office_divides_its_key(night: Evening) -> None:
    with pytest.raises(NotFoundError):
        escrow.split(night.laptop, 2, OFFICERS[:3])
    with pytest.raises(InvalidInputError):
        escrow.split(night.office, 2, ("Sama", "  Sama ", "Lain"))
    who = add(night.office, Role.SECRETARIAT, "sekretariat", "kata sandi panjang")
    night.office.lock()
    office = enter(night.office, who, "kata sandi panjang")
    try:
        with pytest.raises(NotPermittedError):
            escrow.split(office, 2, OFFICERS[:3])
    finally:
        office.abandon()


def test_a_sheet_is_set_the_same_twice_and_says_whose_it_is(night: Evening) -> None:
    sheet = escrow.split(night.office, 2, OFFICERS[:2])[0]
    when = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    pdf = escrow.typeset(sheet, when)
    assert pdf == escrow.typeset(sheet, when)
    assert pdf.startswith(b"%PDF")
    with pytest.raises(ValueError, match="zone"):
        escrow.typeset(sheet, when.replace(tzinfo=None))
    assert escrow.is_share(sheet.share.text)
    assert not escrow.is_share("segel:https://x")


def test_the_commands_write_sheets_and_make_the_key_again(
    night: Evening, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = night.office.folder.path
    night.office.lock()
    phrase = tmp_path / "sandi"
    phrase.write_text(CHAIR.passphrase + "\n")
    out = tmp_path / "lembar"
    told = ["office", "escrow", "split", str(folder), "--passphrase-file", str(phrase)]
    named = [part for name in OFFICERS[:3] for part in ("--officer", name)]
    assert run([*told, *named, "--need", "2", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        f"lembar-{place}-dari-3.pdf" for place in (1, 2, 3)
    ]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in out.iterdir())
    files = []
    for share in shares.split(night.key, 2, 3)[:2]:
        files.append(tmp_path / f"{share.place}.txt")
        files[-1].write_text("\n".join(share.lines))
    made = tmp_path / "kunci"
    given = [part for file in files for part in ("--share", str(file))]
    assert run(["office", "escrow", "restore", *given, "--out", str(made)]) == 0
    assert made.read_text().strip() == night.key.secret.hex()
    again = ["office", "escrow", "restore", "--share", str(files[0]), "--out", str(tmp_path / "x")]
    assert run(again) != 0
    assert "1" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
