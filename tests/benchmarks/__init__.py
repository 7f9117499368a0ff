"""Benchmarks: `python3 -m tests.benchmarks.search`. They measure; `tests/benchmarks/test_*.py` prove what they measure with."""
