# SPDX-License-Identifier: GPL-3.0-or-later
"""Each tripwire of conftest.py fires on the fault it is for, and stays quiet otherwise.

Every case is a small test file that runs in a pytest of its own, with this project's conftest.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

QUIET = """
import socket, threading

def test_loopback_and_joined_threads_are_welcome():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()

def test_an_expected_warning_is_heard(expects_log):
    import logging
    expects_log("disk is .* full")
    logging.getLogger("db.store").warning("the disk is nearly full")

def test_a_widget_given_to_qtbot_is_cleared_away(qtbot):
    from PySide6.QtWidgets import QLabel
    label = QLabel("hello")
    qtbot.addWidget(label)
    label.show()
"""

FAULTS = {
    "the network was asked for: 192.0.2.1 from test_case.py:5": """
import socket
def test_it():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except RuntimeError:
        pass
""",
    "tests have no network: example.org was asked for at test_case.py:4": """
import socket
def test_it():
    socket.getaddrinfo("example.org", 80)
""",
    "threads were left running: idler (started at test_case.py:4)": """
import threading
def test_it():
    threading.Thread(target=threading.Event().wait, name="idler", daemon=True).start()
""",
    "logged without being expected: WARNING odd": """
import logging
def test_it():
    logging.getLogger("desktop.actions").warning("odd")
""",
    "never logged: full": """
def test_it(expects_log):
    expects_log("full")
""",
    "top-level widgets were left: Board chalk (made at test_case.py:8)": """
from PySide6.QtWidgets import QWidget
class Board(QWidget):
    def __init__(self):
        super().__init__(objectName="chalk")
KEPT = []
def test_it(qapp):
    KEPT.append(Board())
""",
    "a QThread was left running, started at test_case.py:6": """
from PySide6.QtCore import QThread
KEPT = []
def test_it(qapp):
    KEPT.append(QThread())
    KEPT[0].start()
""",
}


def run_alone(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    folder.joinpath("test_case.py").write_text(text)
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("-c", str(PROJECT / "pyproject.toml"), "--rootdir", str(folder)),
            *("-p", "tests.conftest", str(folder)),
        ],
        cwd=PROJECT,
        env={**os.environ, "TEST_PATIENCE_S": "1"},  # what is left here is left on purpose
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_honest_tests_pass_all_tripwires(tmp_path: Path) -> None:
    done = run_alone(QUIET, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


@pytest.mark.parametrize("words", FAULTS)
def test_a_fault_is_named(words: str, tmp_path: Path) -> None:
    done = run_alone(FAULTS[words], tmp_path)
    assert words in done.stdout, done.stdout + done.stderr
    assert done.returncode != 0
