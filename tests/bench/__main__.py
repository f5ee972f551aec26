# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.bench`: measure what we promise, write the table, fail when one is broken."""

import sys

from tests.bench.table import main

if __name__ == "__main__":
    sys.exit(main())
