"""``python -m slantwise`` is the same as the ``slantwise`` command."""

import sys

from slantwise.cli import main

if __name__ == "__main__":
    sys.exit(main())
