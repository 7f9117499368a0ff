"""Spare the garbage collector what it would look at in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = 30_000  # more objects than this must have been made and not gone: else it is 700


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Make much that stays, and garbage too, with the collector looking a fortieth as often."""
    before = gc.get_threshold()
    gc.set_threshold(_RARELY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make much that stays without the collector looking at it again and again: it takes longer than the making."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
