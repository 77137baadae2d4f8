"""The store: what is kept comes back, in the order and with the errors that it promises."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letterkit.errors.store import CaseChangedElsewhereError, CaseInBinError, UnknownCaseError
from letterkit.store.store import Copied, Store, store_path

BUYER = "Nino Beridze, Rustaveli 12"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "cases.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with_cases = Store(path)
    yield with_cases
    with_cases.close()


def copied(letter: str = "open-dispute", **changes: Any) -> Copied:
    whole = Copied(at=NOON, letter=letter, field="", text="Order 1", way="clipboard")
    return replace(whole, **changes)


def test_a_case_comes_back_as_it_was_saved(store: Store, path: Path) -> None:
    added = store.add({"problem": "not-received", "order": {"ordered": date(2026, 9, 1)}})
    assert added.data == {"problem": "not-received", "order": {"ordered": "2026-09-01"}}
    assert added.revision == 1
    saved = store.save(added.id, {"problem": None}, revision=1)
    assert (saved.revision, saved.created) == (2, added.created)
    assert saved.changed >= added.changed > datetime.now(UTC) - timedelta(minutes=1)
    store.close()
    assert Store(path).case(added.id) == saved


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


def saved_and_read(store: Store, data: dict[str, Any]) -> tuple[Any, Any]:
    """Save data as a case and as its summary; return both as they are read."""
    id = next((line.id for line in store.lines()), None) or store.add({}).id
    store.save(id, data, revision=store.case(id).revision, summary=data)
    return store.case(id).data, store.lines()[0].summary


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.dictionaries(st.text(), JSON))
def test_whatever_is_typed_comes_back(store: Store, data: dict[str, Any]) -> None:
    assert saved_and_read(store, data) == (data, data)


def test_a_save_over_another_window_s_save_is_refused_and_shows_it(
    store: Store, path: Path
) -> None:
    case = store.add({"item": "lamp"})
    other = Store(path)
    theirs = other.save(case.id, {"item": "red lamp"}, revision=1)
    with pytest.raises(CaseChangedElsewhereError) as caught:
        store.save(case.id, {"item": "green lamp"}, revision=1)
    assert caught.value.stored == theirs
    assert store.case(case.id).data == {"item": "red lamp"}
    assert store.save(case.id, {"item": "green lamp"}, revision=2).revision == 3


def test_threads_may_share_a_store(store: Store) -> None:
    case = store.add({})

    def save_some() -> None:
        for _ in range(20):
            store.record(case.id, copied())
        store.set_open(case.id)

    threads = [threading.Thread(target=save_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.copied(case.id)) == 80
    store.close()
    store.close()


def test_the_list_begins_with_what_was_changed_last(store: Store) -> None:
    first, second, third = (store.add({}, summary={"item": name}) for name in "abc")
    store.save(first.id, {}, revision=1, summary={"item": "A"})
    store.save(second.id, {}, revision=1)
    assert [line.summary["item"] for line in store.lines()] == ["b", "A", "c"]
    assert [line.revision for line in store.lines()] == [2, 2, 1]
    assert third.id in {line.id for line in store.lines()}


def test_an_archived_case_is_listed_only_on_demand(store: Store) -> None:
    here, away = store.add({}), store.add({})
    store.archive(away.id)
    assert [line.id for line in store.lines()] == [here.id]
    assert {line.id: line.is_archived for line in store.lines(archived=True)} == {
        here.id: False,
        away.id: True,
    }
    store.archive(away.id, archived=False)
    assert len(store.lines()) == 2


def test_an_id_that_nobody_has_names_the_nearest(store: Store) -> None:
    case = store.add({})
    with pytest.raises(UnknownCaseError) as caught:
        store.case(case.id[:-1])
    assert f"“{case.id}”" in caught.value.advice(str)
    with pytest.raises(UnknownCaseError):
        store.save("nobody", {}, revision=1)


def test_an_id_may_be_typed_in_capitals(store: Store) -> None:
    case = store.add({"item": "lamp"})
    assert store.case(f" {case.id.upper()}") == case


def test_a_deleted_case_lies_in_the_bin_until_it_is_taken_back(store: Store) -> None:
    case = store.add({"item": "lamp"})
    store.delete(case.id)
    assert store.lines(archived=True) == []
    assert [line.id for line in store.binned()] == [case.id]
    for use in (store.case, store.delete, store.copied, store.set_open):
        with pytest.raises(CaseInBinError):
            use(case.id)
    store.restore(case.id)
    assert store.case(case.id) == case
    assert store.binned() == []


def test_what_is_purged_stands_in_no_file(store: Store, path: Path) -> None:
    kept, one, rest = (store.add({"name": f"{BUYER} {i}", "more": "x" * 9000}) for i in range(3))
    store.record(one.id, copied(text=f"{BUYER} copied"))
    store.save(one.id, {"name": f"{BUYER} 1"}, revision=1, summary={"name": f"{BUYER} listed"})
    store.delete(rest.id)
    size = path.stat().st_size
    store.purge(one.id)
    store.purge()
    assert path.stat().st_size < size
    texts = [file.read_bytes() for file in path.parent.rglob("*") if file.is_file()]
    assert sum(text.count(BUYER.encode()) for text in texts) == 1
    assert store.case(kept.id) == kept
    for gone in (one, rest):
        with pytest.raises(UnknownCaseError):
            store.restore(gone.id)


def test_only_the_bin_is_emptied(store: Store) -> None:
    kept = store.add({})
    store.purge()
    assert store.case(kept.id) == kept


def test_what_was_copied_is_remembered_and_so_is_the_day_it_was_sent(store: Store) -> None:
    case = store.add({})
    before = copied("ask-seller", way="file", sent_on=date(2026, 11, 1))
    later = copied(at=NOON + timedelta(seconds=1), field="Please describe")
    for each in (later, before, copied()):
        store.record(case.id, each)
    store.mark_sent(case.id, "open-dispute", date(2026, 11, 23))
    store.record(case.id, copied(at=NOON + timedelta(days=1)))
    assert [(each.letter, each.sent_on) for each in store.copied(case.id)] == [
        ("ask-seller", date(2026, 11, 1)),
        ("open-dispute", date(2026, 11, 23)),
        ("open-dispute", date(2026, 11, 23)),
        ("open-dispute", None),
    ]
    assert store.copied(case.id)[2] == copied(
        at=later.at, field=later.field, sent_on=date(2026, 11, 23)
    )
    store.mark_sent(case.id, "open-dispute", None)
    assert {each.sent_on for each in store.copied(case.id)} == {None, date(2026, 11, 1)}


def test_no_error_of_the_store_tells_what_a_case_holds(store: Store) -> None:
    case = store.add({"name": BUYER}, summary={"name": BUYER})
    store.save(case.id, {"name": BUYER}, revision=1)
    with pytest.raises(CaseChangedElsewhereError) as changed:
        store.save(case.id, {"name": BUYER}, revision=1)
    store.delete(case.id)
    with pytest.raises(CaseInBinError) as binned:
        store.case(case.id)
    for caught in (changed, binned):
        assert BUYER not in f"{caught.value} {caught.value.advice(str)} {caught.value!r}"


def test_a_thousand_cases_are_listed_in_the_blink_of_an_eye(store: Store) -> None:
    for number in range(1000):
        store.add({"words": "x" * 3000}, summary={"item": f"thing {number}"})
    start = perf_counter()
    assert len(store.lines()) == 1000
    assert perf_counter() - start < 0.1


def test_the_store_lies_in_the_user_s_data_folder(tmp_path: Path) -> None:
    assert store_path() == tmp_path / "data" / "letterkit" / "store" / "cases.sqlite"
