# SPDX-License-Identifier: GPL-3.0-or-later
"""Children that do not keep their word: `python liars.py WAY`, in place of the real one."""

import os
import sys
import time

from db.intake import answer, frames
from db.intake.frames import Say
from db.model.claim import Claim, Field, Source
from db.model.evidence import Facts, Kind
from db.model.finding import Finding, Level


def main(way: str) -> None:  # noqa: C901, PLR0912  # one short act per way of lying
    listen = os.fdopen(os.dup(0), "rb")
    speak = os.fdopen(os.dup(1), "wb")

    def say(say: Say, load: bytes = b"") -> None:
        frames.send(speak, say, load)

    def heard() -> bytes:
        frame = frames.receive(listen, frames.FROM_PARENT)
        return b"" if frame is None else frame[1]

    if way == "mute":
        time.sleep(60)
    if way == "stillborn":
        return
    say(Say.READY)
    heard()
    match way:
        case "dies":
            os._exit(3)
        case "spins":
            time.sleep(60)
        case "babbles":
            os.write(1, b"\xff" * 4096)
        case "boasts":
            speak.write(b"F" + (2**31).to_bytes(4, "big"))
            speak.flush()
            time.sleep(60)
        case "reaches":
            say(Say.READ, frames.pack_read(2**40, 10))
            time.sleep(60)
        case "gulps":
            while True:
                say(Say.READ, frames.pack_read(0, 1))
                heard()
        case "deaf":
            for _number in range(10_000):
                say(Say.READ, frames.pack_read(0, 1))
            time.sleep(60)
        case "invents":
            say(Say.FACTS, facts(findings=(Finding("verdict", Level.LOOK),)))
        case "omits":
            say(Say.FACTS, facts(findings=(Finding("truncated", Level.LOOK),)))
        case "escapes":
            claim = Claim(Source.EXIF, Field.MAKE, "\x1b[31mred", "EXIF Make")
            say(Say.FACTS, facts(claims=(claim,)))
        case "smuggles":
            say(Say.FACTS, facts(thumbnail=b"\x89PNG\r\n\x1a\n" + bytes(100)))
        case "overflows":
            say(Say.FACTS, facts(likeness=2**63))
        case "half":
            say(Say.PARTIAL, facts(claims=(Claim(Source.EXIF, Field.MAKE, "Canon", "Make"),)))
            os._exit(9)
        case "poses":
            say(Say.PICTURE, frames.pack_picture(10, 10, b"GIF89a" + bytes(50)))


def facts(**fields: object) -> bytes:
    return answer.to_bytes(Facts(Kind.PHOTO, "image/jpeg", **fields))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1])
