"""What a header such as Accept-Language or Accept-Encoding says that the browser takes."""

from collections.abc import Iterator


def accepted(header: str) -> Iterator[tuple[str, float]]:
    """Each name of the header in lower case, with its weight: 0 for what the browser does not take."""
    for part in header.split(","):
        name, _, parameters = part.partition(";")
        yield name.strip().lower(), _weight(parameters)


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
