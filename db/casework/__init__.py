# SPDX-License-Identifier: GPL-3.0-or-later
"""The supervisor's domain as pure rules over versioned reference rows.

No constant of law stands in this room: articles, deadlines, acts, routes, forms and numbers are
rows (`resources/reference`) that are handed in, each with its source and the days it is valid.
"""
