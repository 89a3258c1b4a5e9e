"""The safety case as one document to read: traced once, laid out as HTML and as PDF."""
