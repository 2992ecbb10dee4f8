"""Languages: what a label such as `de` means, its words, its dates, and what a page speaks.

Knows nothing of pages and posts but what their authors wrote; `blogkit.speaking` is the feature.
"""
