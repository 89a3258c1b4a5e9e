"""The knowledge base: read, checked, compiled into one typed, immutable model. Knows no person."""
