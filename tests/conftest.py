# SPDX-License-Identifier: GPL-3.0-or-later
"""Tripwires around every test: no network, nothing left running, no warning unheard.

A test that is meant to log a warning says so with the `expects_log` fixture.  Everything else
that crosses a wire here fails the test, with the line of ours that did it.
"""

import gc
import logging
import os
import re
import socket
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("db", "sync", "desktop", "resources")
FOREIGN = {
    Path(sysconfig.get_path(kind)) for kind in ("stdlib", "platstdlib", "purelib", "platlib")
}
PATIENCE = float(os.environ.get("TEST_PATIENCE_S", "60"))  # for a thread to end after its test

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "fuzz", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck)
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def our_line(frame: FrameType | None) -> str:
    """Name the innermost line under way that is neither Python's, a package's nor a tripwire's."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        foreign = path == Path(__file__) or any(path.is_relative_to(home) for home in FOREIGN)
        if path.is_absolute() and not foreign:
            shown = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path.name
            return f"{shown}:{frame.f_lineno}"
        frame = frame.f_back
    return "a line that is not ours"


# ------------------------------------------------------------------------------------ network


class NetworkRefusedError(RuntimeError):
    """A test reached for a host that is not this machine."""


class Wire:
    """Refuses every address that is not loopback, and remembers who asked."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def listen(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Serve as an audit hook (PEP 578): raising here stops the call."""
        if event in ("socket.connect", "socket.sendto"):
            gate, address = arguments
            if gate.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
                self._refuse(str(address[0]))
        elif event == "socket.getaddrinfo" and not _is_here(arguments[0]):
            self._refuse(str(arguments[0]))

    def _refuse(self, host: str) -> None:
        where = our_line(sys._getframe(2))
        self.refused.append(f"{host} from {where}")
        msg = f"tests have no network: {host} was asked for at {where}"
        raise NetworkRefusedError(msg)


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in (None, "", "localhost", "::1", "0.0.0.0", "::") or (  # noqa: S104  compared, not bound
        isinstance(name, str) and name.startswith("127.")
    )


_WIRE = Wire()
sys.addaudithook(_WIRE.listen)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _WIRE.refused.clear()
    yield
    # Code that swallowed the refusal is told here all the same.
    assert not _WIRE.refused, f"the network was asked for: {', '.join(_WIRE.refused)}"


# ------------------------------------------------------------------------------------ threads

_started_at: dict[int, str] = {}


def _remember_threads() -> None:
    start = threading.Thread.start

    @wraps(start)
    def remembering(thread: threading.Thread) -> None:
        _started_at[id(thread)] = our_line(sys._getframe(1))
        start(thread)

    threading.Thread.start = remembering  # type: ignore[method-assign, assignment]  # watched, then called


_remember_threads()


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    limit = time.monotonic() + PATIENCE
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, limit - time.monotonic()))
    left = [thread for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left, "threads were left running: " + ", ".join(
        f"{thread.name} (started at {_started_at.get(id(thread), 'an unknown line')})"
        for thread in left
    )


# ------------------------------------------------------------------------------------ the log


class _Expectations(list[str]):
    def __call__(self, pattern: str) -> None:
        self.append(pattern)


@pytest.fixture
def expects_log() -> Callable[[str], None]:
    """Give `expect(pattern)`: a warning of ours whose text matches must be logged, and may."""
    return _Expectations()


@pytest.fixture(autouse=True)
def _no_warning_unheard(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    expected: list[str] = (
        request.getfixturevalue("expects_log") if "expects_log" in request.fixturenames else []
    )
    yield
    heard = [
        record
        for record in (*caplog.get_records("setup"), *caplog.get_records("call"))
        if record.levelno >= logging.WARNING and record.name.split(".")[0] in ROOMS
    ]
    texts = [record.getMessage() for record in heard]
    for pattern in expected:
        assert any(re.search(pattern, text) for text in texts), f"never logged: {pattern}"
    unheard = [
        f"{record.levelname} {record.getMessage()} ({record.pathname}:{record.lineno})"
        for record in heard
        if not any(re.search(pattern, record.getMessage()) for pattern in expected)
    ]
    assert not unheard, f"logged without being expected: {'; '.join(unheard)}"


# ------------------------------------------------------------------------------------ Qt

_made_at: dict[int, str] = {}  # address of the C++ object -> our line
_running: dict[int, tuple[Any, str]] = {}  # QThreads that were started, and where


def _remember_qt() -> None:
    """Watch the births of widgets and the starts of QThreads.  Called once, when Qt is wanted."""
    import shiboken6  # noqa: PLC0415  most tests run without Qt
    from PySide6.QtCore import QThread  # noqa: PLC0415
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415

    def watch_births(widget: Any) -> None:
        init = widget.__init__

        @wraps(init)
        def remembering(self: Any, *args: Any, **kwargs: Any) -> None:
            init(self, *args, **kwargs)
            frame: FrameType | None = sys._getframe(1)
            # super().__init__() is not where a widget is made: its caller's caller is.
            while (
                frame and frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is self
            ):
                frame = frame.f_back
            _made_at[shiboken6.getCppPointer(self)[0]] = our_line(frame)

        widget.__init__ = remembering

    def family(widget: Any) -> set[Any]:
        return {widget}.union(*(family(child) for child in widget.__subclasses__()))

    for widget in family(QWidget):
        if widget.__module__.startswith("PySide6"):
            watch_births(widget)

    start = QThread.start

    @wraps(start)
    def remembering_start(thread: Any, *args: Any) -> None:
        _running[id(thread)] = (thread, our_line(sys._getframe(1)))
        start(thread, *args)

    QThread.start = remembering_start  # type: ignore[method-assign, assignment]  # watched, then called


_qt_watched = threading.Event()
_swept_elsewhere: set[str] = set()


def _sweep_here_alone() -> None:
    """Let litter of Qt be found on the main thread only, from now on (desktop.sweeping)."""
    gc.disable()

    def listen(phase: str, _info: dict[str, int]) -> None:
        thread = threading.current_thread()
        if phase == "start" and thread is not threading.main_thread():
            _swept_elsewhere.add(thread.name)

    gc.callbacks.append(listen)


@pytest.fixture(autouse=True)
def _litter_is_swept_here() -> Iterator[None]:
    """Sweep after each test once Qt is there: any other thread could wait for Qt for ever."""
    yield
    if _qt_watched.is_set():
        from desktop.sweeping import sweep  # noqa: PLC0415  most tests run without Qt

        sweep()
    threads = sorted(_swept_elsewhere)
    _swept_elsewhere.clear()
    assert not threads, f"litter was looked for in {', '.join(threads)}"


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Any:  # noqa: ARG001  wants Qt
    """Give pytest-qt's robot, patient."""
    from tests.fakes.patient_bot import PatientBot  # noqa: PLC0415  most tests run without Qt

    return PatientBot(request)


@pytest.fixture(autouse=True)
def _nothing_of_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for widgets and threads of Qt, in tests that use it; after qtbot has closed its own."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    if not _qt_watched.is_set():
        _remember_qt()
        _sweep_here_alone()
        _qt_watched.set()
    request.getfixturevalue("qapp")
    before = set(QApplication.topLevelWidgets())
    _running.clear()
    yield
    pool_rested = QThreadPool.globalInstance().waitForDone(int(PATIENCE * 1000))
    threads = [
        at
        for thread, at in _running.values()
        if thread.isRunning() and not thread.wait(int(PATIENCE * 1000))
    ]
    _running.clear()

    def left() -> list[Any]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget not in before
            and widget.parent() is None
            and widget.metaObject().className() not in ("QTipLabel", "QDesktopScreenWidget")
        ]

    widgets = left()
    if widgets:
        widgets.clear()
        gc.collect()  # a cycle of dead Python objects is no leak
        widgets = left()
    assert pool_rested, "work was left in Qt's global thread pool"
    assert not threads, f"a QThread was left running, started at {', '.join(threads)}"
    assert not widgets, "top-level widgets were left: " + ", ".join(_introduce(w) for w in widgets)


def _introduce(widget: Any) -> str:
    import shiboken6  # noqa: PLC0415  only for tests with Qt

    made = _made_at.get(shiboken6.getCppPointer(widget)[0], "a line in Qt")
    return f"{type(widget).__name__} {widget.objectName() or 'without a name'} (made at {made})"


# ------------------------------------------------------------------------------------ samples


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder of sample files; `SOURCES.csv` there says where each comes from."""
    return PROJECT / "tests" / "samples"
