"""Work is done by a process beside this one where it can be, and in any case done."""

import subprocess
import sys

import pytest

WORK = """
import os, threading
from portal.beside import beside

me = os.getpid()
os.nice = lambda _more: 0  # as it is where nobody asked for less

def tell():
    return "here" if os.getpid() == me else "beside"

def fall():
    if os.getpid() != me:
        os._exit(1)
    return "here"

def fall_while_telling():
    return fall() if os.getpid() == me else Unpicklable()

class Unpicklable:
    def __reduce__(self):
        os._exit(0)

def nest():
    return os.getpid() != me, beside(os.getpid)() == os.getpid()

def refuse():
    raise ValueError(tell())

"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("os.sched_getaffinity = lambda _pid: {0, 1}; print(beside(tell)())", "beside"),
        ("os.sched_getaffinity = lambda _pid: {0}; print(beside(tell)())", "here"),
        ("os.sched_getaffinity = lambda _pid: {0, 1}; print(beside(nest)())", "(True, True)"),
        ("os.sched_getaffinity = lambda _pid: {0, 1}; os.nice = lambda _more: 2; print(beside(tell)())", "here"),
        ("threading.Thread(target=threading.Event().wait, daemon=True).start(); print(beside(tell)())", "here"),
        (
            "import pathlib, portal.beside as its\n"
            "its.Path, os.sched_getaffinity = lambda _: pathlib.Path('/nowhere'), None\n"
            "print(beside(tell)())",
            "here",
        ),
        ("print(beside(fall)())", "here"),
        ("print(beside(fall_while_telling)())", "here"),
        ("print(len(beside(lambda: 'x' * 1_000_000)()))", "1000000"),
        ("one, two = beside(tell), beside(tell); print(two() == one())", "True"),
        ("wait = beside(refuse)\ntry:\n    wait()\nexcept ValueError as error:\n    print(error)", "here"),
    ],
)
def test_the_answer_comes_from_beside_or_from_here(asked: str, answer: str) -> None:
    # In a process of its own: this one may have threads, and then everything is done here.
    command = [sys.executable, "-c", WORK + asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == answer
