# SPDX-License-Identifier: GPL-3.0-or-later
"""The one page that goes into every bundle and checks it without Segel; `build` makes it."""
