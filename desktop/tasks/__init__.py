# SPDX-License-Identifier: GPL-3.0-or-later
"""The bridge between work on other threads and the main thread."""
