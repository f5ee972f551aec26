# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape every finding's words have: title, fact, causes, advice, in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One finding in words.  `{names}` in braces are filled from the finding's evidence.

    `fact`: what stands in the file.  `causes`: how that usually comes about innocently.
    `advice`: what a person can do.
    """

    title_id: str
    title_en: str
    fact_id: str
    fact_en: str
    causes_id: str
    causes_en: str
    advice_id: str
    advice_en: str
