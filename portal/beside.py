"""Do two things at once, each in a process: Python's threads take turns."""

import os
from collections.abc import Callable
from functools import partial
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Let a copy of this process do `work`; what is returned waits for its answer, which is pickled.

    Without a second processor, or where that process fails, it is done here, when the answer is wanted. So it is where
    this process has threads or cannot tell: a copy has one of them only, and whatever the others hold stays held in it for ever.
    And where it gives way to others: two that do so still take from them, and are no sooner through (measured). And where
    it is such a copy itself, which may have none.
    """
    gives_way, is_copy = os.nice(0) > 0, current_process().daemon
    if gives_way or is_copy or not _is_single_threaded() or len(os.sched_getaffinity(0)) == 1:
        return work
    answers, sender = Pipe(duplex=False)
    process = get_context("fork").Process(target=_answer, args=(work, sender), daemon=True)
    process.start()
    sender.close()
    return partial(_wait, work, process, answers)


def _is_single_threaded() -> bool:
    """Tell whether this process has one thread only, those of libraries counted; only Linux can tell."""
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


def _answer(work: Callable[[], object], sender: Connection) -> None:
    sender.send(work())


def _wait(work: Callable[[], T], process: BaseProcess, answers: Connection) -> T:
    try:
        found: T = answers.recv()
    except EOFError:  # it ended without an answer
        found = work()
    finally:
        answers.close()
    process.join()
    return found
