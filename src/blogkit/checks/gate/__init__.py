"""The gate: every file of a built site is looked at before readers get it.

`blogkit.privacy` keeps private text out by the way pages are made. This does not trust it: it
takes the private text of the sources, and looks for it in what was built, by whomever.
"""
