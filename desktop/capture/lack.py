# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing for a capture, by name; `resources/phrases` has the words under "capture."."""

from enum import StrEnum

from db.errors import RefusedError


class Lack(StrEnum):
    """One thing without which nothing can be captured, or that went away meanwhile."""

    CAMERA = "no-camera"
    CAMERA_DENIED = "camera-denied"
    CAMERA_SILENT = "camera-silent"  # it is there and sends no frame
    MICROPHONE = "no-microphone"
    SCREEN = "no-screen"
    ENCODER = "no-encoder"
    RECEIVER = "no-receiver"
    RECEIVER_DENIED = "receiver-denied"
    FRAME = "no-frame"  # nothing has been seen yet that could be kept


class LackingError(RefusedError):
    """Something is missing that a person must bring or allow; `lack` says what."""

    code = "capture-lacking"

    def __init__(self, lack: Lack) -> None:
        super().__init__(f"nothing can be captured: {lack.value}", lack=lack.value)
        self.lack = lack
