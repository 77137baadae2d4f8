"""Puts cases into the store of a test."""

from contextlib import closing

import msgspec

from letterkit.domain.catalog import Catalog
from letterkit.store.store import Store, store_path
from tests.builders import case_data


def keep(catalog: Catalog, **how: object) -> str:
    """Put a complete case into the store and return its id."""
    data = msgspec.to_builtins(case_data(catalog, **how))  # type: ignore[arg-type] # passed on
    with closing(Store(store_path())) as store:
        return store.add(data, summary={"problem": data["problem"], "item": "Kettle"}).id
