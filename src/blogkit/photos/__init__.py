"""Photographs: read as phones give them, written as browsers want them."""
