# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser in a process of its own, with no vault and no keys, from which pages are saved.

An optional component: it needs QtWebEngine, which nothing else of Segel loads.
"""
