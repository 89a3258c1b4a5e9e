"""The terminal: `venevagt check`, `serve`, `evaluate` and the author's `knowledge` commands."""
