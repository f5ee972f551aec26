# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees and does."""

__version__ = "0.1.0"

BUILT_US = 1_793_491_200_000_000
"""1 November 2026: before it this version did not exist, so no clock is right that says less."""
