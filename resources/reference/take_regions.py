# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the tables of regions from the idn-area-data package: `python -m … FOLDER`.

FOLDER is the package's `data`.  Only the bytes that `regions/SHA256SUMS` names are taken, and they
are taken as they are; a new version begins with a new list of sums and a new NOTICE.
"""

import sys
from hashlib import sha256
from pathlib import Path

from resources.reference import REGIONS


def take(folder: Path) -> None:
    """Copy the named files; raise ValueError if one of them has other bytes."""
    sums = (REGIONS / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    wanted = {name: digest for digest, name in (line.split() for line in sums)}
    read = {name: (folder / name).read_bytes() for name in wanted}
    strange = [name for name, data in read.items() if sha256(data).hexdigest() != wanted[name]]
    if strange:
        message = f"not the bytes that SHA256SUMS names: {', '.join(strange)}"
        raise ValueError(message)
    for name, data in read.items():
        (REGIONS / name).write_bytes(data)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
