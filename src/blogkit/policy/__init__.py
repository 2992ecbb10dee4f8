"""What browsers are told of a page's safety: a Content-Security-Policy of its own, and `_headers`.

A policy is made of the page as it was built, so it allows what the author wrote and nothing else.
"""
