"""The Early Help portal: families find help early and ask for it.

Nothing third-party is imported here: the bootstrap and setup.cfg read this file before anything is installed.
"""

__version__ = "0.1.0"
