# SPDX-License-Identifier: GPL-3.0-or-later
"""Qt-free verbs that the windows and the command line share."""
