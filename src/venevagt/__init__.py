"""Venevagt: from a leg symptom to the right care. It advises; it never diagnoses."""

__version__ = "0.1.0"
