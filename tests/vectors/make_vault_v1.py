# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the frozen vault of format 1 with the program's own code.

`python -m tests.vectors.make_vault_v1` was run once.  A vault of this format must open for ever, so
the bytes it made are kept and never made again; the file stays to show how they came about.
"""

import json
import sys
from pathlib import Path

import db.store.vault
from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.store import accounts, browse, evidence
from db.store.vault import Person
from desktop.actions import examining, gather, sealing
from tests.fakes.small_vault import CHAIR, at_desk, enter, found
from tests.fakes.stopped_clock import StoppedClock

MEMBER = Person("Budi Contoh", "Anggota 1", Role.MEMBER, "sandi anggota contoh")
VILLAGE = Person("Ani Contoh", "PKD", Role.VILLAGE, "sandi pkd contoh")


def make(folder: Path, samples: Path) -> dict[str, object]:
    """Make the vault in `folder` and return what must be said of it."""
    db.store.vault.ROOM_FOR_BALLAST = 1 << 62  # 32 MiB of nothing need not be kept for ever
    clock = StoppedClock(tick_us=1000)
    vault, code = found(folder, clock)
    member = accounts.add(vault, MEMBER)
    accounts.add(vault, VILLAGE)
    _seal(vault, samples / "Screenshot_20261114-101530.png", Provenance(Manner.DEVICE))
    vault.lock()
    clock.boot = "boot-2"
    vault = enter(vault, member.id, MEMBER.passphrase)
    given = Provenance(Manner.WHATSAPP_DOCUMENT, "Warga A", giver_protected=True, basis="laporan")
    for name in ("hanya_SOI.jpg", "PTT-20261114-WA0001.opus", "Screenshot_20261114-101530.png"):
        _seal(vault, samples / name, given)
    evidence.write_note(vault, evidence.by_number(vault, 3).id, "Suara ketua KPPS menurut pelapor")
    with at_desk(vault) as desk:
        examining.examine_vault(desk)
    items = [[card.number, card.name, card.size, card.digest.hex] for card in browse.every(vault)]
    vault.lock()
    for name in ("vault.lock", "attempts.json"):
        (folder / name).unlink(missing_ok=True)
    head = (folder / "head.txt").read_text(encoding="utf-8")
    return {
        "entries": vault.head.size,
        "head": head,
        "items": items,
        "passphrases": {one.label: one.passphrase for one in (CHAIR, MEMBER, VILLAGE)},
        "recovery_code": code,
        "vault": vault.id,
    }


def _seal(vault: db.store.vault.Vault, path: Path, provenance: Provenance) -> None:
    with at_desk(vault) as desk:
        reviewed = gather.review(desk, gather.gather([path]).candidates)
        gather.queue(desk, [one.ticket(provenance) for one in reviewed])
        sealing.run_queue(desk)


if __name__ == "__main__":
    here = Path(__file__).parent
    target = here / "vault-v1"
    if (target / "expect.json").exists():
        sys.exit("the frozen vault is there already, and it is never made again")
    told = make(target / "brankas", here.parent / "samples")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (target / "expect.json").write_text(text, encoding="utf-8")
    (target / ".gitattributes").write_text("brankas/** binary\n", encoding="utf-8")
