"""The warm builder: a family of processes that have done what every build begins with.

`nursery` has imported Sphinx. It forks the *parent*, which has read conf.py, the extensions and
the environment, and forks in its turn one child for each build (`whole`) and one for each first
look at an edited page (`look`). A child ends with its work, and the next parent begins from what
the last build left on the disk: no state can leak from one build into another, and every build is
the one that `python -m blogkit build` would make.
"""
