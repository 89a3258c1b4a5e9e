"""Clinics from registers and files: read, kept with their history, searched. Which of them to show is care's."""
