# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages as pictures: `python tests/journeys/desk_screenshots.py OUT`.

Two depots that live as long as the run, with rows of laptops, codes, readers and witnesses, are
looked at in a real Chromium of 1366 by 768 pixels.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image
from sqlalchemy import Connection, insert

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from db.ledger.tree import EMPTY
from db.model.digest import Digest
from db.model.ids import VaultId, ulid
from db.seal.cosignature import Cosigner
from db.seal.parcel import OfficeKey
from sync.receipts import Said, Statement, names_hash
from sync.server import witnesses
from sync.server.reader_tables import reader
from sync.server.serving import Serving
from sync.server.site import Site
from sync.witness import Memory, look, meet, written_address
from tests.fakes.desk_browser import ENTER, DeskBrowser, desk_browser
from tests.fakes.live_depot import free_port
from tests.fakes.operated_depot import (
    DAY_US,
    DISTRICTS,
    NATION,
    NOW_US,
    PASSPHRASE,
    StillClock,
    operated,
    rows_of_a_fleet,
)  # fmt: skip

HOUR_US: Final = 3_600_000_000
PALETTE: Final = 256
STATEMENTS: Final = 260
SEEN: Final = 248
"""Statements that a witness had signed when it last looked."""
READERS: Final = (
    ("Bawaslu Kabupaten Badung", '["51.03"]', 5, 12, None),
    ("Bawaslu Provinsi Bali", '["*"]', 34, 1, None),
    ("Bawaslu Kota Denpasar", '["51.71", "51.03.06"]', 34, 400, 2),
)
"""Label, scope, days since it was let in, hours since it read, days since it may no longer."""
CODES: Final = (
    ("Panwaslu Kuta Selatan", "51.03.05"),
    ("Panwaslu Mengwi, laptop 2", "51.03.02"),
    ("Panwaslu Kuta Utara, laptop 2", "51.03.06"),
)
CLOCK: Final = StillClock()


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args(argv).out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        with depot(Path(room) / "ri", "Bawaslu Republik Indonesia") as server:
            server.lane.run(lambda db: rows_of_a_fleet(db, 239, NATION))
            with entered(server) as browser:
                keep(browser, out / "160-operator-armada.png")
        with depot(Path(room) / "bali", "Bawaslu Provinsi Bali") as server:
            server.lane.run(lambda db: rows_of_a_fleet(db, 57, DISTRICTS))
            fill(server, Path(room) / "saksi")
            with entered(server) as browser:
                take(browser, f"{server.site.url}/operator", out)
    return 0


@contextmanager
def depot(folder: Path, title: str) -> Iterator[Serving]:
    """Serve a new depot of that name."""
    url = f"https://127.0.0.1:{free_port()}"
    key = OfficeKey(bytes(31) + b"\x01").public
    with operated(Site.found(folder, title=title, url=url, office_keys=(key,)), CLOCK) as server:
        yield server


@contextmanager
def entered(server: Serving) -> Iterator[DeskBrowser]:
    """Give a browser in which the operator is signed in."""
    with desk_browser() as browser:
        browser.go(f"{server.site.url}/operator")
        browser.type("#passphrase", PASSPHRASE + ENTER)
        browser.wait("return document.querySelector('.rail') ? 1 : null", 20)
        yield browser


def fill(server: Serving, folder: Path) -> None:
    """Put statements into the log, let one of two witnesses sign most of them."""
    memory = Memory(folder)
    near, far = memory.cosigner("bawaslu-badung"), Cosigner("bawaslu-ntb", bytes(range(32)))
    server.lane.run(lambda db: witnesses.name(db, near.key.written(), NOW_US - 30 * DAY_US))
    server.lane.run(lambda db: witnesses.name(db, far.key.written(), NOW_US - 2 * DAY_US))
    say(server, 0, SEEN)
    CLOCK.us = NOW_US - 2 * HOUR_US
    known = meet(written_address(server.site.url, server.site.card.pin))
    look(memory, known, near, CLOCK.us // 1_000_000)
    CLOCK.us = NOW_US
    say(server, SEEN, STATEMENTS)
    server.lane.run(people)


def say(server: Serving, begin: int, end: int) -> None:
    """Put numbered statements into the log."""

    def work(db: Connection) -> None:
        for number in range(begin, end):
            vault = VaultId(ulid(1_780_000_000_000 + number % 57, bytes(10)))
            said = Statement(
                Said.STORED, server.site.name, f"{number:016X}", vault, 1, number,
                Digest(EMPTY.value), 1, names_hash([number.to_bytes(32)]),
            )  # fmt: skip
            server.depot.log.say(db, said)

    server.lane.run(work)


def people(db: Connection) -> None:
    """Let offices read, one of them no longer."""
    for number, (label, scope, since, seen, revoked) in enumerate(READERS):
        row = {
            "name": f"R{number:015}", "key": number.to_bytes(32),
            "vault": ulid(1_780_000_000_000 + number, bytes(10)), "label": label, "scope": scope,
            "enrolled_us": NOW_US - since * DAY_US, "seen_us": NOW_US - seen * HOUR_US,
            "revoked_us": None if revoked is None else NOW_US - revoked * DAY_US,
        }  # fmt: skip
        db.execute(insert(reader).values(**row))


def take(browser: DeskBrowser, base: str, out: Path) -> None:
    """Take the pictures of one province."""
    for words, region in CODES:
        browser.go(f"{base}/codes")
        browser.type("#words", words)
        browser.type("#region", region)
        browser.click(".button.primary")
        browser.wait("return document.getElementById('code') ? 1 : null", 20)
    keep(browser, out / "161-operator-pendaftaran.png")
    browser.go(f"{base}/log")
    browser.click("form[action$='/log/check'] button")
    browser.wait("return document.querySelector('[role=status]') ? 1 : null", 60)
    keep(browser, out / "162-operator-log.png")
    browser.go(f"{base}/readers")
    browser.click("tbody summary")
    keep(browser, out / "163-operator-pembaca.png")


def keep(browser: DeskBrowser, target: Path) -> None:
    """Write the window as a PNG with a palette."""
    browser.keep_picture(target)
    with Image.open(target) as picture:
        small = picture.convert("RGB").quantize(PALETTE, Image.Quantize.MAXCOVERAGE)
    small.save(target, optimize=True)


if __name__ == "__main__":
    raise SystemExit(main())
