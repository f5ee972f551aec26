# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's build must also be able to serve: a laptop enrols, sends, and carries a stick.

Needs the server extra; `desktop.selftest` loads this where that is packaged.
"""

import socket

from db.errors import InvalidInputError
from db.seal.parcel import OfficeKey
from desktop.actions import sticking, syncing
from desktop.trials import Ground, must
from sync.server.serving import Serving
from sync.server.site import Site
from sync.stick_layout import FolderStick
from sync.stick_reading import Found
from sync.stick_volume import mark_of

TITLE = "Bawaslu Uji"


def send(ground: Ground) -> None:
    """Make a depot on this machine, enrol, carry everything there by stick, and hold a round.

    The stick goes first: it carries all, and the round finds that nothing is left to say.
    """
    desk = ground.desk
    url = f"https://127.0.0.1:{_free_port()}"
    site = Site.found(
        ground.folder / "depot", title=TITLE, url=url, office_keys=(OfficeKey.new().public,)
    )
    stick = ground.folder / "stik"
    stick.mkdir()
    with Serving(site, lambda: desk.now().wall_us) as server:
        server.begin(*site.must_have_host())
        syncing.join(desk, server.invite(), "Uji")
        must(sticking.fill(desk, stick).written.volumes > 0, "stick")
        medium = FolderStick(stick, mark_of(site.card.log_key))
        must(not server.counterpart.take(medium).refused, "counterpart")
        must(sticking.read(desk, stick)[0].found is not Found.NONE, "answer")
        held = syncing.sync(desk)
        if held.problem is not None:
            raise held.problem
        must(held.reason is None and held.waiting.items == 0, "round")


def _free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as gate:
        port: int = gate.getsockname()[1]
    if not port:
        message = "no port is free"
        raise InvalidInputError(message, what="port")
    return port
