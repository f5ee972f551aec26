# SPDX-License-Identifier: GPL-3.0-or-later
"""Where views, models and actions meet."""
