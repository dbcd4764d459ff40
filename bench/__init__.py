"""Benchmarks, `python -m bench`: speed beside a bare baseline in the same run; what noise and parts cost."""
