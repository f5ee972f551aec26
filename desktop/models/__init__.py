# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of frozen rows for Qt views; they never query."""
