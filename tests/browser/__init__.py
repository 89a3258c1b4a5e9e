"""The site in a real Chromium. A package, so that what it starts ends with it."""
