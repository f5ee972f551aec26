# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees and does."""

__version__ = "0.1.0"
