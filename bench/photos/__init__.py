"""What it costs to make the variants of a post's photographs; `python -m bench.photos`."""
