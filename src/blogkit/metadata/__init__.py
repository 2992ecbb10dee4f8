"""What a page tells to machines: search engines, feed readers, and where links to it are shared."""
