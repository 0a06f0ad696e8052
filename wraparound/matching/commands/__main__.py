"""Lets the commands be run as `python -m wraparound.matching.commands`."""

import sys

from wraparound.matching.commands import main

sys.exit(main())
