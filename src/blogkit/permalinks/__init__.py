"""What was published once can be found for ever: a ledger of addresses, and what becomes of them.

`permalinks.json` stands beside conf.py and is committed. A build compares it with what is to be
published and leads readers on: by redirect pages, by old anchors at renamed headings. Only
`python -m blogkit permalinks` writes it.
"""
