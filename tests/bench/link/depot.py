# SPDX-License-Identifier: GPL-3.0-or-later
"""A real depot on its side of an emulated link, with a code for one laptop.

::

    python -m tests.bench.link.depot FOLDER HOST

prints the code when its door is open, and serves until its input ends.
"""

import sys
import time
from pathlib import Path

from db.seal.parcel import OfficeKey
from sync.server.serving import Serving
from sync.server.site import Site

PORT = 8443


def serve(folder: Path, host: str) -> None:
    """Serve a new depot until there is no more input."""
    key = OfficeKey(bytes(31) + b"\x01").public
    url = f"https://{host}:{PORT}"
    site = Site.found(folder, title="Bawaslu Contoh", url=url, office_keys=(key,))
    with Serving(site, lambda: time.time_ns() // 1000) as server:
        server.begin(host, PORT)
        sys.stdout.write(f"{server.invite().code}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2])
