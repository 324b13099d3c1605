from __future__ import annotations

from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Node, known
from graph.store import Store
from queries.facts.recording import measure_recording, rate_cell, recorded_contacts, source_kind
from tests.tie_graphs import reaching

AS_OF = date(2024, 1, 1)


def store_of(*addresses: str, start_on: str = "2020-01-01") -> Store:
    own = {"kind": "other", "status": "done", "role_of_bangkok": "received", "start_on": start_on}
    batch = Batch([reaching("2024-12-31")])
    for number, address in enumerate(addresses):
        batch.add([
            Node("Activity", f"A{number}", {**own, "sources": (f"Source:{number}",)}),
            Node("Source", str(number), known(name="a page", url=address)),
        ])  # fmt: skip
    store = MemoryStore()
    store.replace(batch)
    return store


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://iad.bangkok.go.th/en/node/522", "bma"),
        ("https://www.prbangkok.com/x", "bma"),
        ("https://notbangkok.go.th/x", "thai-state"),
        ("https://www.mfa.go.th/x", "thai-state"),
        ("https://www.pref.fukuoka.lg.jp/x", "foreign-government"),
        ("https://bangkokpe.dfa.gov.ph/x", "foreign-government"),
        ("https://2007-2017-blogs.state.gov/x", "foreign-government"),
        ("https://www.bangkokpost.com/go/gov", "other"),
        ("https://[broken", "no-address"),
        ("", "no-address"),
    ],
)
def test_the_kind_of_a_source_is_read_from_its_address(address: str, kind: str) -> None:
    store = store_of(address)
    (activity,) = store.nodes("Activity")
    assert source_kind(store, activity) == kind


def test_the_rate_runs_from_the_first_activity_on_record() -> None:
    store = store_of("https://www.mfa.go.th/x", "https://example.org/y")
    rate = measure_recording(store, recorded_contacts(store, as_of=AS_OF), as_of=AS_OF)
    assert (rate.total, rate.counts["thai-state"], rate.counts["other"]) == (2, 1, 1)
    assert rate.per_year(rate.total) == pytest.approx(2 / 4, rel=1e-3)


def test_without_a_record_there_is_no_rate() -> None:
    assert measure_recording(MemoryStore(), (), as_of=AS_OF).per_year(0) is None
    assert rate_cell(3, None, told=AS_OF) is None
    assert getattr(rate_cell(3, date(2023, 6, 1), told=AS_OF), "en", "") == "not enough data"
    assert rate_cell(2, date(2020, 1, 1), told=AS_OF) == pytest.approx(0.5, rel=1e-3)
