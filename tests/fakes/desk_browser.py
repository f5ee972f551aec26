# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium at the operator's pages: opens addresses, types, presses keys, keeps pictures."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fakes.chromium import ELEMENT, FLAGS, Browser, driven

TAB, ENTER, SPACE = "\ue004", "\ue007", " "
WINDOW = "--window-size=1366,911"  # of which the page has 768


class DeskBrowser(Browser):
    """A browser that takes the certificate of a test's own office."""

    def begin(self, browser: str, profile: str) -> None:
        """Start the browser with an empty profile."""
        flags = [flag for flag in FLAGS if not flag.startswith("--window-size")]
        options = {
            "args": [*flags, WINDOW, "--hide-scrollbars", f"--user-data-dir={profile}"],
            "binary": browser,
        }
        wanted = {
            "acceptInsecureCerts": True,
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = answer["sessionId"]
        self._call("POST", "/timeouts", {"script": 30_000, "pageLoad": 60_000, "implicit": 5_000})

    def go(self, address: str) -> None:
        """Open an address."""
        self._call("POST", "/url", {"url": address})

    @property
    def address(self) -> str:
        """Return the address that is open."""
        return str(self._call("GET", "/url", None))

    def find(self, selector: str) -> str:
        """Return an element; RuntimeError when it is not there."""
        found = self._call("POST", "/element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def click(self, selector: str) -> None:
        """Click an element."""
        self._with(selector, "POST", "click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._with(selector, "POST", "value", {"text": text})

    def text(self, selector: str) -> str:
        """Return what an element shows."""
        return str(self._with(selector, "GET", "text", None))

    def _with(self, selector: str, method: str, verb: str, body: object) -> Any:
        """Do something with an element; find it again where another page took its place."""
        try:
            return self._call(method, f"/element/{self.find(selector)}/{verb}", body)
        except RuntimeError as error:
            if "stale element" not in str(error):
                raise
        return self._call(method, f"/element/{self.find(selector)}/{verb}", body)

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": steps}
        self._call("POST", "/actions", {"actions": [source]})

    def shade(self, scheme: str) -> None:
        """Ask pages for their "light" or "dark" colours."""
        wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        asked = {"cmd": "Emulation.setEmulatedMedia", "params": wanted}
        self._call("POST", "/goog/cdp/execute", asked)

    def cookies(self) -> list[dict[str, Any]]:
        """Return the cookies of the page that is open."""
        found: list[dict[str, Any]] = self._call("GET", "/cookie", None)
        return found

    def picture_of(self, selector: str) -> bytes:
        """Return an element as a PNG."""
        return base64.b64decode(self._with(selector, "GET", "screenshot", None))

    def keep_picture(self, target: Path) -> None:
        """Write the window as a PNG."""
        target.write_bytes(base64.b64decode(self.picture()))


@contextmanager
def desk_browser() -> Iterator[DeskBrowser]:
    """Give a browser and end it afterwards; RuntimeError where there is none."""
    with driven(DeskBrowser) as browser:
        yield browser
