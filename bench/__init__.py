"""Benchmarks against stock Sphinx and ABlog, and against other generators. `make bench` runs them."""
