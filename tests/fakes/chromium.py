# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium, driven by ChromeDriver over the W3C WebDriver protocol."""

import http.client
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=1280,900",
)  # fmt: skip


def programs() -> tuple[str, str] | None:
    """Return where Chromium and its driver are, or None."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """One session of one browser.  `driver`: the process above all of its own."""

    def __init__(self, port: int, driver: int) -> None:
        self._port, self.driver = port, driver
        self._session = ""

    def begin(self, browser: str, profile: str) -> None:
        """Start the browser with an empty profile."""
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": browser}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        self._session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})[
            "sessionId"
        ]
        self._call("POST", "/timeouts", {"script": 600_000, "pageLoad": 60_000})

    def open(self, page: Path) -> None:
        """Open a local file."""
        self._call("POST", "/url", {"url": page.as_uri()})

    def choose(self, selector: str, folder: Path) -> None:
        """Choose a folder in a file field."""
        found = self._call("POST", "/element", {"using": "css selector", "value": selector})
        self._call("POST", f"/element/{found[ELEMENT]}/value", {"text": str(folder.resolve())})

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns."""
        return self._call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script: str, seconds: float) -> Any:
        """Return what a script returns as soon as that is something; TimeoutError after that."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if (value := self.run(script)) is not None:
                return value
            time.sleep(0.05)
        message = f"the page did not come to an end in {seconds} s"
        raise TimeoutError(message)

    def complaints(self) -> list[str]:
        """Return what the browser wrote into its console since the last time."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]

    def picture(self) -> str:
        """Return the window as a PNG, base 64."""
        return str(self._call("GET", "/screenshot", None))

    def end(self) -> None:
        """Close the browser."""
        if self._session:
            self._call("DELETE", "", None)

    def _call(self, method: str, path: str, body: object) -> Any:
        return self._ask(method, f"/session/{self._session}{path}", body)

    def _ask(self, method: str, path: str, body: object) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=700)
        try:
            sent = None if body is None else json.dumps(body)
            line.request(method, path, sent, {"Content-Type": "application/json"})
            answer = json.loads(line.getresponse().read())["value"]
        finally:
            line.close()
        if isinstance(answer, dict) and "error" in answer:
            message = f"{answer['error']}: {answer['message']}"
            raise RuntimeError(message)
        return answer


B = TypeVar("B", bound=Browser)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser, and end it and its driver afterwards; RuntimeError where there is none."""
    with driven(Browser) as browser:
        yield browser


@contextmanager
def driven(kind: type[B]) -> Iterator[B]:
    """Give a browser of some kind; as `chromium`."""
    there = programs()
    if there is None:
        message = "Chromium and ChromeDriver are not installed"
        raise RuntimeError(message)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    profile = tempfile.mkdtemp(prefix="segel-chromium-")
    driver = subprocess.Popen(
        [there[1], f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    browser = kind(port, driver.pid)
    try:
        _await(port)
        browser.begin(there[0], profile)
        yield browser
    finally:
        try:
            browser.end()
        finally:
            driver.terminate()
            driver.wait(60)
            shutil.rmtree(profile, ignore_errors=True)


def _await(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = "ChromeDriver does not answer"
    raise TimeoutError(message)
