"""A column of dates, however they are written."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from venevagt.cohort.coding import Wrong


def dates(column: pa.Array, form: str) -> tuple[pa.Array, Wrong]:
    """The days of a column of dates, times, or text in a form; a cell that is none is wrong."""
    if pa.types.is_temporal(column.type):
        return column.cast(pa.date32(), safe=False), {}
    text = column.cast(pa.string())
    found = pc.strptime(text, format=form, unit="s", error_is_null=True).cast(pa.date32(), safe=False)
    bad = pc.and_(pc.is_null(found), pc.and_kleene(pc.is_valid(text), pc.not_equal(pc.utf8_trim_whitespace(text), "")))
    rows = np.flatnonzero(pc.fill_null(bad, False).to_numpy(zero_copy_only=False)).tolist()
    return found, {row: f"{text[row].as_py()[:40]!r} is no date, expected {form}" for row in rows}
