"""The site that people read: what it shows beside the words of the knowledge."""
