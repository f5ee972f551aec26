# SPDX-License-Identifier: GPL-3.0-or-later
"""Every finding in words: what was seen, why it is usually innocent, and what to do next.

No sentence passes judgement.  A finding says what stands in a file and what a person may ask; it
never says what the file is worth.
"""

import string
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from db.intake.sentences import captures, files, pictures, places, times, traces
from db.intake.sentences.shape import Wording
from db.model.finding import Finding

__all__ = [
    "FOOTERS",
    "LEVEL_NAMES",
    "WORDINGS",
    "Language",
    "Wording",
    "blanks",
    "sentence",
    "title",
]

Language = Literal["id", "en"]

WORDINGS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        **files.WORDINGS,
        **pictures.WORDINGS,
        **traces.WORDINGS,
        **times.WORDINGS,
        **places.WORDINGS,
        **captures.WORDINGS,
    }
)

FOOTERS: Final[Mapping[Language, str]] = MappingProxyType(
    {
        "id": (
            "Temuan dibaca dari keterangan yang dibawa berkas itu sendiri. Keterangan seperti itu "
            "dapat hilang atau berubah tanpa disengaja. Ada atau tidak adanya temuan bukan "
            "penilaian atas isi berkas. Nilai SHA-256 menunjukkan bahwa berkas tidak berubah sejak "
            "diimpor; keadaan sebelum itu tidak tercakup."
        ),
        "en": (
            "Findings are read from what the file says about itself. Such statements can get lost "
            "or change without anybody intending it. Neither a finding nor the lack of one is a "
            "judgement of what the file shows. The SHA-256 value shows that the file has not "
            "changed since it was imported; it does not reach back before that."
        ),
    }
)

LEVEL_NAMES: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        "id": MappingProxyType({"catat": "catat saja", "periksa": "perlu diperiksa"}),
        "en": MappingProxyType({"catat": "for the record", "periksa": "worth a look"}),
    }
)


def blanks(wording: Wording) -> frozenset[str]:
    """Return the names of all blanks in a wording, in either language."""
    texts = (
        *(wording.title_id, wording.fact_id, wording.causes_id, wording.advice_id),
        *(wording.title_en, wording.fact_en, wording.causes_en, wording.advice_en),
    )
    return frozenset(
        name
        for text in texts
        for _literal, name, _spec, _turn in string.Formatter().parse(text)
        if name
    )


def sentence(finding: Finding, language: Language) -> str:
    """Return fact, likely innocent causes and advice, with the blanks filled in.

    Raises KeyError for a code without a wording or a blank without evidence; neither leaves
    intake, since the parent refuses such findings from its child.
    """
    wording = WORDINGS[finding.code]
    if language == "id":
        parts = wording.fact_id, wording.causes_id, wording.advice_id
    else:
        parts = wording.fact_en, wording.causes_en, wording.advice_en
    return " ".join(part.format_map(finding.evidence) for part in parts)


def title(finding: Finding, language: Language) -> str:
    """Return the few words that head a finding in a list."""
    wording = WORDINGS[finding.code]
    text = wording.title_id if language == "id" else wording.title_en
    return text.format_map(finding.evidence)
