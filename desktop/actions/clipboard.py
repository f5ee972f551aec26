# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealing bytes that were never a file, such as a picture on the clipboard: no copy on disk."""

import io
from dataclasses import replace

from db.errors import EvidenceDamagedError
from db.intake import captured
from db.model.beside import Beside
from db.model.capture import Capture
from db.model.evidence import Kind, Provenance
from db.model.ids import EvidenceId
from db.model.progress import Check, never
from db.seal import derive
from db.store import admitting
from db.store.admitting import Newcomer
from db.store.fresh import new_id
from db.store.shelves import SMALL_ITEM
from desktop.actions import shelving
from desktop.actions.desk import Desk
from desktop.actions.shelving import Piece


def seal_bytes(
    desk: Desk,
    data: bytes,
    name: str,
    provenance: Provenance,
    check: Check = never,
    *,
    kind: Kind | None = None,
    capture: Capture | None = None,
    beside: Beside | None = None,
) -> EvidenceId:
    """Seal `data` as an item called `name` and return it, opened again and hashed.

    `kind`: what it is, where whoever made it knows better than the bytes tell.  `capture`: how
    Segel captured it, if it did.  `beside`: what it is kept beside, if anything.  Bytes that are
    sealed already are linked to their item, which is returned.  Raise EvidenceDamagedError when
    what was stored does not read back, and what `run_queue` raises.
    """
    facts = desk.examiner.look(
        lambda offset, length: data[offset : offset + length],
        len(data),
        name,
        around=desk.around(),
        check=check,
    )
    if kind is not None:
        facts = replace(facts, kind=kind)
    if capture is not None:
        facts = captured.dress(facts, capture, desk.tool)
    with desk.shelves_held(check):
        loader = shelving.loader_for(desk, large=len(data) > SMALL_ITEM)
        try:
            boxed = loader.load(
                io.BytesIO(data),
                EvidenceId(new_id(desk.now())),
                derive.new_key(),
                expected=len(data),
                check=check,
            )
            twin = shelving.twin_of(desk, loader, boxed, check)
            if twin is not None:
                loader.take_back(boxed)
                newcomer = Newcomer(boxed.digest, name, provenance)
                desk.on_vault(lambda vault: admitting.arrived_again(vault, [newcomer]))
                return twin.card.id
            filled = loader.finish()
        finally:
            loader.close()
        piece = Piece(name, provenance, boxed, facts, capture=capture, beside=beside)
        shelving.admit(desk, [piece], filled)
        if shelving.prove(desk, [piece], filled, check) != (True,):
            message = "the sealed bytes have another hash than those that came in"
            raise EvidenceDamagedError(message)
    return boxed.id
