"""Which store is meant: a file, a PostgreSQL address, or the made-up clinics."""

from pathlib import Path

from venevagt.directory.demo import AS_OF, DEMO, demo_clinics
from venevagt.directory.importing import import_rows
from venevagt.directory.postgres import PostgresStore
from venevagt.directory.rows import Read
from venevagt.directory.sqlite import SqliteStore
from venevagt.directory.store import Store, StoreError
from venevagt.knowledge.directory import Directory

_URLS = ("postgresql://", "postgres://")


def open_store(directory: Directory, where: str, *, new: bool = False) -> Store:
    """The store at `where`: a path, `postgresql://...`, or `demo`. `new`: a file that is not there is made.

    Raises StoreError where it cannot be opened, with what to do.
    """
    if where == DEMO:
        if new:
            raise StoreError(
                f"{DEMO} is the made-up clinics that come with the program, expected a file to import into"
            )
        return _demo(directory)
    if where.startswith(_URLS):
        return PostgresStore(where)
    if not new and not Path(where).is_file():
        raise StoreError(
            f"{where}: no such file; make it with `venevagt directory import`, or write {DEMO} for the made-up clinics"
        )
    return SqliteStore(where)


def _demo(directory: Directory) -> Store:
    store = SqliteStore(":memory:")
    rows = [Read(number, clinic) for number, clinic in enumerate(demo_clinics(directory), 1)]
    import_rows(directory, store, rows, kind=f"csv:{DEMO}", source=DEMO, as_of=AS_OF)
    return store
