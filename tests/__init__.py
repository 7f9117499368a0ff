"""The tests. `python3 -m tests` and `python3 -m tests.SUB` set up what they need by themselves."""

import sys

from portal.bootstrap import TEST_LOCK, enter_environment

if sys.argv[0] == "-m":  # this package is being run, not imported by pytest
    enter_environment(lock=TEST_LOCK, module=sys.orig_argv[sys.orig_argv.index("-m") + 1])
