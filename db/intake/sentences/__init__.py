# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences of every finding, in Indonesian and English, grouped by what they speak of."""
