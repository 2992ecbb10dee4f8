"""The checks, one in each module.

A check is a function `check(document, site)` that yields findings. Its module's docstring says
what is wrong, why a reader suffers, and shows a bad and a good example.
"""
