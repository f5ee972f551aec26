# SPDX-License-Identifier: GPL-3.0-or-later
"""The same verbs as the windows, for a terminal."""
