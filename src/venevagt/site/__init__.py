"""The site that decides on the phone: scripts that give what `care` gives, from generated data.

`script/` is written by hand and holds no rule, no limit and no sentence; `generated.py` writes what
the knowledge says as modules beside them; `bundle.py` gives all files for a language.
"""
