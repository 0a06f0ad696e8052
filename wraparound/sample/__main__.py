"""Run the sample from the command line: python -m wraparound.sample."""

import sys

from wraparound.sample.commands import main

sys.exit(main())
