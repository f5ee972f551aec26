# SPDX-License-Identifier: GPL-3.0-or-later
"""Anything that may stand where an answer should: half characters, wrong shapes, lists in lists."""

from hypothesis import strategies as st

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\x00\u202e\u2066\ud83d\ude00\ufeff\r\n\t\u0301e\u2019"),
    max_size=60,
)
SHAPED = st.sampled_from(
    (
        "2024-02-30",
        "30-02-2024",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "2023-12-03T10:15+08:00",
        "2023-12-03T25:15+08:00",
        "2023-12-03T10:15",
        "25:99",
        "01:37-01:52",
        "9:99:99",
        "51.05.01.2008",
        "Rp 1.500.000,00",
        "1.5",
        "197408171999031901",
        "12345/P",
        "\u0661\u0662",
    )
)
SCALARS = st.none() | st.booleans() | st.integers() | ANY_TEXT | SHAPED
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)
