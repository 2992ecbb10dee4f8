"""What a build rests on, and what it publishes: plain files, without Sphinx.

Nothing here imports more than the standard library: that nothing has changed is found out in
a tenth of a second, Sphinx alone takes nine.
"""
