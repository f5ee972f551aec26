# SPDX-License-Identifier: GPL-3.0-or-later
"""What THREATS.md says is tested, is tested."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
THREATS = (ROOT / "db/THREATS.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", THREATS)


def test_every_test_that_the_threats_name_is_there() -> None:
    assert len(NAMED) > 20
    missing = {
        f"{file}::{name}"
        for file, name in NAMED
        if not (ROOT / file).exists()
        or not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert not missing


def test_every_kind_of_finding_has_a_test_or_says_that_it_has_none() -> None:
    _, _, after = THREATS.partition("## Kinds of finding")
    rows = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        last = row.strip("| ").rpartition("|")[2].strip()
        assert re.fullmatch(r"`tests/\S+::test_\w+`", last) or last.startswith("not covered"), row


def test_what_the_two_hours_name_is_there() -> None:
    told = (ROOT / "tests/HOURS.md").read_text(encoding="utf-8")
    files = re.findall(r"`(tests/[\w/*]+\.py)`", told)
    names = re.findall(r"`(test_\w+)`", told)
    assert files
    assert names
    assert [file for file in files if not any(ROOT.glob(file))] == []
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py")
    )
    assert [name for name in names if f"def {name}(" not in sources] == []
