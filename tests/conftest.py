"""The tests run alike whatever the language of the machine is."""

import os

for name in ("LANG", "LANGUAGE", *(name for name in os.environ if name.startswith("LC_"))):
    os.environ.pop(name, None)
