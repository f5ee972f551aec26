# SPDX-License-Identifier: GPL-3.0-or-later
"""A day with one vault, full of words that may be nowhere but in it; somebody else looks for them.

`python -m tests.faults.day HOME HANDLE`: works in HOME and tells on HANDLE, one JSON line each, the
keys it used and the files it opened to write.  At the end it goes on importing until it is killed.
"""

import itertools
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from db.errors import SegelError
from db.intake.isolate import Examiner
from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.model.progress import CancelledError
from db.seal import derive
from db.seal.derive import Purpose
from db.store import accounts, browse, evidence
from db.store.browse import Filter
from db.store.persons import Person
from db.store.vault import Vault
from desktop.actions import backing_up, exporting, viewing
from desktop.actions.desk import Desk, desk_for
from desktop.actions.examining import examine_vault
from desktop.actions.gather import gather, queue, review
from desktop.actions.sealing import run_queue
from tests.faults.ground import CHEAP, CLOCK, TOOL

WORDS = {
    "passphrase": "kata-sandi-lumbung-7391",
    "second passphrase": "kata-sandi-menara-2846",
    "wrong passphrase": "kata-sandi-keliru-5517",
    "person": "Zulaikha Penandamarga",
    "second person": "Bramantyo Penandarekan",
    "file name": "berkas-penandaberkas",
    "content": "kalimat-penandaisi-4432",
    "picture's comment": "komentar-penandagambar-9917",
    "note": "catatan-penandacatatan-6021",
    "giver": "Pemberi-penandasumber-1175",
    "basis": "dasar-penandadasar-3308",
    "reason": "alasan-penandaalasan-8852",
    "organisation": "Panwas-penandakantor-7740",
    "latitude": "7.123457",
}
PIXELS = (160, 120)
FAR_AWAY = 100_000


def main() -> None:
    """Live the day."""
    home, handle = Path(sys.argv[1]), int(sys.argv[2])
    logging.basicConfig(level=logging.DEBUG, filename=str(home / "catatan" / "segel.log"))
    logging.getLogger("PIL").setLevel(logging.WARNING)  # it makes the photos, as a camera would
    told: list[str] = []

    def listen(event: str, arguments: Sequence[Any]) -> None:
        if event == "open" and isinstance(arguments[2], int):
            writing = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writing and isinstance(arguments[0], str):
                told.append(arguments[0])

    def tell(kind: str, value: object) -> None:
        os.write(handle, (json.dumps({"kind": kind, "value": value}) + "\n").encode())

    sys.addaudithook(listen)
    chair = Person(WORDS["person"], "Ketua", Role.CHAIR, WORDS["passphrase"])
    vault, code = Vault.create(home / "brankas", chair, now=CLOCK, tool=TOOL, cost=CHEAP)
    tell("secret", code)
    with Examiner() as examiner:
        desk = desk_for(vault, lambda work: work(vault), examiner, CLOCK, TOOL)
        _work(desk, vault, home)
        _tell_keys(vault, tell)
        tell("opened", sorted(set(told)))
        tell("ready", "")
        for number in itertools.count():
            _import(desk, home, number)


def make_files(folder: Path, number: int) -> list[Path]:
    """Write files whose names and contents say the words."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{WORDS['file name']}-{number}"
    text, photo, big = (folder / f"{name}{end}" for end in (".txt", ".jpg", ".bin"))
    text.write_text(f"{WORDS['content']} {number}\n" * 200, encoding="utf-8")
    big.write_bytes(f"{WORDS['content']} {number} besar\n".encode() * 40_000)
    exif = Image.Exif()
    exif[0x010E] = WORDS["picture's comment"]
    place = exif.get_ifd(0x8825)
    place[1], place[3] = "S", "E"
    for tag, degrees in ((2, 7.123457), (4, 112.7654321)):
        parts = (int(degrees), 0, (degrees - int(degrees)) * 3600)
        place[tag] = tuple(IFDRational(round(part * 10**6), 10**6) for part in parts)
    shade = Image.linear_gradient("L").resize(PIXELS).rotate(number)
    Image.merge("RGB", [shade, shade, shade]).save(photo, exif=exif)
    return [text, photo, big]


def _import(desk: Desk, home: Path, number: int) -> None:
    made = make_files(home / "kartu", number)
    provenance = Provenance(
        Manner.WHATSAPP_DOCUMENT, giver=WORDS["giver"], basis=WORDS["basis"], note=WORDS["note"]
    )
    seen = review(desk, gather(made).candidates)
    queue(desk, [one.ticket(provenance) for one in seen])
    run_queue(desk)


def _work(desk: Desk, vault: Vault, home: Path) -> None:
    for number in range(2):
        _import(desk, home, FAR_AWAY + number)
    cards = list(browse.every(vault))
    for card in cards:
        evidence.write_note(vault, card.id, WORDS["note"])
        viewing.open_sheet(desk, card.id, reason=WORDS["reason"])
    photo = next(card for card in cards if card.name.endswith(".jpg"))
    text = next(card for card in cards if card.name.endswith(".txt"))
    viewing.picture(desk, photo.id, longest=100)
    viewing.text(desk, text.id)
    assert browse.page(vault, Filter(text=WORDS["content"].split("-")[1]))
    assert examine_vault(desk).clean
    member = Person(WORDS["second person"], "Anggota", Role.MEMBER, WORDS["second passphrase"])
    accounts.add(vault, member)
    _change_my_mind(desk, home, [card.id for card in cards])
    backing_up.back_up(desk, home / "cadangan")
    for passphrase in (WORDS["wrong passphrase"], ""):
        try:
            accounts.change_passphrase(vault, passphrase, WORDS["second passphrase"])
        except SegelError as error:
            logging.getLogger("day").warning("refused: %s %s", error, dict(error.details))


def _change_my_mind(desk: Desk, home: Path, items: list[Any]) -> None:
    """Begin an export and stop it in the middle."""
    asked = itertools.count()

    def check() -> None:
        if next(asked) == 4:
            raise CancelledError

    try:
        exporting.export_bundle(
            desk,
            items,
            target=home / "paket",
            identifier="paket-1",
            title=WORDS["reason"],
            organisation=WORDS["organisation"],
            check=check,
        )
    except CancelledError:
        return
    message = "the export was over before it could be stopped"
    raise AssertionError(message)


def _tell_keys(vault: Vault, tell: Any) -> None:
    keys = vault.own_keys()
    secrets = [keys.vault_key, keys.seed, vault.item_wrap_key()]
    secrets += [derive.derive(keys.vault_key, purpose) for purpose in Purpose]
    for card in browse.every(vault):
        secrets.append(evidence.plan(vault, card.id).key)
        secrets += evidence.thumbnails(vault, [card.number]).values()
    for secret in secrets:
        tell("key", secret.hex())


if __name__ == "__main__":
    main()
