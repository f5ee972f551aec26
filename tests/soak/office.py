# SPDX-License-Identifier: GPL-3.0-or-later
"""The office of a soak: a real depot in a process of its own, which ends with whoever began it.

`python -m tests.soak.office FOLDER` prints an enrolment code and serves until its input ends.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

PROJECT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, str]]:
    """Serve a new depot in `folder`; give its process and the code a laptop enrols with."""
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = Popen(
            [sys.executable, "-m", "tests.soak.office", str(folder)],
            cwd=PROJECT,
            stdin=PIPE,
            stdout=PIPE,
            stderr=log,
        )
    with process:
        assert process.stdout is not None
        code = process.stdout.readline().decode().strip()
        if not code:
            message = f"the office did not open: {(folder.parent / f'{folder.name}.log')}"
            raise RuntimeError(message)
        try:
            yield process.pid, code
        finally:
            assert process.stdin is not None
            process.stdin.close()


def main(folder: Path) -> None:
    """Serve until the input ends."""
    from desktop.actions.clock import SystemClock  # noqa: PLC0415 - not for who only starts it
    from sync.server.serving import Serving  # noqa: PLC0415 - likewise
    from tests.fakes.live_depot import site_at  # noqa: PLC0415 - likewise

    clock = SystemClock()
    site = site_at(folder)
    with Serving(site, lambda: clock().wall_us) as server:
        server.begin(*site.must_have_host())
        sys.stdout.write(f"{server.invite().code}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
