from __future__ import annotations


def in_parallel(work, items, jobs):
    return [work(item) for item in items]
