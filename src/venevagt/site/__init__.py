"""The site as files for any web host: pages to read, the search, what works without a network."""
