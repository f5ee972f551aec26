# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealing bytes that were never a file, such as a picture on the clipboard: no copy on disk."""

import io

from db.errors import EvidenceDamagedError
from db.ledger.act import Act
from db.model.evidence import Provenance
from db.model.ids import EvidenceId
from db.model.progress import Check, never
from db.seal import derive
from db.store import evidence, shelves
from db.store.evidence import Admission, Newcomer
from db.store.loading import Boxed, Loader, read_back
from db.store.shelves import SMALL_ITEM, Allotment, Filled, Writer
from db.store.vault import Vault, new_id
from desktop.actions.desk import Desk


def seal_bytes(
    desk: Desk, data: bytes, name: str, provenance: Provenance, check: Check = never
) -> EvidenceId:
    """Seal `data` as an item called `name` and return it, opened again and hashed.

    Bytes that are sealed already are linked to their item, which is returned.  Raise
    EvidenceDamagedError when what was stored does not read back, and what `run_queue` raises.
    """
    facts = desk.examiner.look(
        lambda offset, length: data[offset : offset + length],
        len(data),
        name,
        around=desk.around(),
        check=check,
    )
    with desk.shelves_held(check):
        large = len(data) > SMALL_ITEM
        loader = Loader(
            desk.media,
            desk.vault,
            Writer(desk.media, _allot(desk, large=large)),
            lambda: _allot(desk, large=True),
        )
        try:
            boxed = loader.load(
                io.BytesIO(data),
                EvidenceId(new_id(desk.now())),
                derive.new_key(),
                expected=len(data),
                check=check,
            )
            known = desk.on_vault(lambda vault: evidence.by_digest(vault, boxed.digest))
            if known is not None:
                loader.take_back(boxed)
                newcomer = Newcomer(boxed.digest, name, provenance)
                desk.on_vault(lambda vault: evidence.arrived_again(vault, [newcomer]))
                return known.id
            filled = loader.finish()
        finally:
            loader.close()
        return _admit(desk, Admission(boxed, name, provenance, facts), filled)


def _allot(desk: Desk, *, large: bool) -> Allotment:
    def work(vault: Vault) -> Allotment:
        with vault.changing() as records:
            return shelves.allot(records, large=large)

    return desk.on_vault(work)


def _admit(desk: Desk, admission: Admission, filled: tuple[Filled, ...]) -> EvidenceId:
    boxed: Boxed = admission.boxed
    desk.on_vault(lambda vault: evidence.admit(vault, [admission], filled))
    files = desk.on_vault(lambda vault: shelves.files(vault.db))
    try:
        read_back(desk.media, evidence.plan_of(desk.vault, boxed, files))
    except EvidenceDamagedError:
        _note(desk, Act.VERIFY_FAILED, boxed.id)
        raise
    _note(desk, Act.VERIFIED, boxed.id)
    hashed = [(shelf, shelves.file_digest(desk.media / files[shelf.shelf])[0]) for shelf in filled]

    def settle(vault: Vault) -> None:
        with vault.changing() as records:
            for shelf, digest in hashed:
                shelves.settle(records, shelf, digest)

    desk.on_vault(settle)
    return boxed.id


def _note(desk: Desk, act: Act, item: EvidenceId) -> None:
    def work(vault: Vault) -> None:
        evidence.note_act(vault, act, [evidence.by_id(vault, item)])

    desk.on_vault(work)
