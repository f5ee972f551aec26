# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording somebody else will kill: `python -m tests.faults.filming VAULT HANDLE [SECONDS]`.

Fed frames and a tone go through the real session, recorder and tape.  Told on HANDLE, one JSON line
each: which process records what, and since when by the clock that all processes share.
SECONDS is how long a segment takes, where a control keeps it from the disk for too long.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from db.model.capture import Opening
from desktop.actions import capturing
from desktop.capture import recorder
from desktop.capture.encoder import Quality, plan
from desktop.capture.recorder import Recorder
from desktop.capture.sources import Studio
from tests.fakes.fed_studio import FedCamera, FedEar
from tests.faults import ground


def main() -> None:
    """Record until killed."""
    folder, handle = Path(sys.argv[1]), int(sys.argv[2])
    if sys.argv[3:]:
        recorder.SEGMENT_S = float(sys.argv[3])  # type: ignore[misc]  # what the control takes away
    app = QGuiApplication(["filming"])
    vault = ground.unlock(folder) if folder.exists() else ground.create(folder)
    desk = ground.desk_of(vault)
    studio = Studio()
    studio.look_through(FedCamera())
    studio.listen_to(FedEar())
    wanted = plan(Quality.USUAL, picture=True, sound=True)
    opening = Opening(studio.means, ground.CLOCK(), studio.devices, wanted.settings())
    reel = capturing.begin(desk, opening)
    studio.record_with(Recorder(desk.media, reel, wanted, opening, ground.CLOCK))
    began = {"recording": reel.recording, "at": time.monotonic(), "process": os.getpid()}
    os.write(handle, (json.dumps(began) + "\n").encode())
    app.exec()


if __name__ == "__main__":
    main()
