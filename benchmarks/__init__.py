"""Measurements, each as a ratio to a named baseline in the same run. They report; they are no tests."""
