"""The site as files for any web host: pages to read, the search, and scripts that decide on the phone.

`script/` is written by hand and holds no rule, no limit and no sentence; `generated.py` writes what
the knowledge says as modules beside them; `bundle.py` gives all scripts, `build.py` all files.
"""
