"""One file a target; each turns the same tree into another language, with the same answers."""
