# SPDX-License-Identifier: GPL-3.0-or-later
"""axe-core, the checker of web pages by Deque: one release, known by its hash, never kept here.

It is MPL-2.0 and comes from the npm registry by `npm pack`; the archive lies in `build/access`
afterwards, so that the next run needs no network.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.fakes.chromium import Browser

RELEASE: Final = "4.14.1"
SHA512: Final = (
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)
"""Of the archive, base 64, as in a lock file of npm."""
INSIDE: Final = "package/axe.min.js"
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
RUN: Final = """
const only = { type: "tag", values: arguments[0] };
return axe.run(document, { runOnly: only }).then((found) => {
  const named = (rules) => rules.map(
    (rule) => [rule.id, rule.nodes.map((node) => node.target.join(" "))]);
  return JSON.stringify({
    wrong: named(found.violations), open: named(found.incomplete),
    right: found.passes.map((rule) => rule.id),
  });
});
"""


class AbsentError(Exception):
    """axe-core cannot be had here; the words say why."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One page.  `wrong`, `open`: by rule, which elements; `open` is for a person to decide."""

    right: tuple[str, ...]
    wrong: dict[str, tuple[str, ...]]
    open: dict[str, tuple[str, ...]]


def source(folder: Path) -> str:
    """Return the script, from the archive in `folder` or the registry; AbsentError without both."""
    archive = folder / f"axe-core-{RELEASE}.tgz"
    if not archive.exists():
        _fetch(folder)
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != SHA512:
        message = f"{archive.name} is not the release that is pinned: delete it, or look into it"
        raise AbsentError(message)
    with tarfile.open(archive) as opened:
        inside = opened.extractfile(INSIDE)
        if inside is None:
            message = f"{INSIDE} is not in {archive.name}"
            raise AbsentError(message)
        return inside.read().decode("utf-8")


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        message = "npm, which brings axe-core, is not installed"
        raise AbsentError(message)
    folder.mkdir(parents=True, exist_ok=True)
    told = subprocess.run(
        [npm, "pack", "--silent", "--prefer-offline", f"axe-core@{RELEASE}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if told.returncode or not (folder / f"axe-core-{RELEASE}.tgz").exists():
        message = f"npm could not bring axe-core {RELEASE}: no network, or no registry"
        raise AbsentError(message)


def judge(browser: Browser, script: str) -> Judged:
    """Hold the page that is open against every rule of WCAG 2.2 A and AA that axe knows."""
    found: dict[str, Any] = json.loads(browser.run(f"{script}\n;{RUN}", list(TAGS)))
    return Judged(tuple(found["right"]), _by_rule(found["wrong"]), _by_rule(found["open"]))


def _by_rule(named: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    return {rule: tuple(targets) for rule, targets in named}
