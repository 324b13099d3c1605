from __future__ import annotations

import re
from datetime import date

from graph.dates import parse_date
from graph.issues import Issue
from graph.records import Batch, Node
from graph.store import Store, targets
from graph.validate import check_batch
from queries.facts.ties import find_ties

# Words by which a note tells of a term that a reader could reckon with.
TERM = re.compile(r"programme (?:for )?20\d\d-20\d\d|\w+-year memorandum", re.IGNORECASE)
SPOKEN_OF_ELSEWHERE = {
    "Activity:A089", "Activity:A121", "Activity:A196",  # the signings of the Moscow programmes
    "Activity:A265",  # its claim carries the term
}  # fmt: skip


def told(node: Node) -> str:
    return f"{node.name} {node.text('note')}"


def test_every_term_that_a_note_tells_of_is_entered(store: Store) -> None:
    labels = ("Agreement", "Activity", "Claim")
    speaking = {node.id for label in labels for node in store.nodes(label) if TERM.search(told(node))}
    termed = {node.id for label in labels for node in store.nodes(label) if node.get("ends_on")}
    conflicts = {"Claim:conflict-moscow-2015", "Claim:conflict-moscow-2023"}
    assert speaking - SPOKEN_OF_ELSEWHERE - conflicts <= termed
    assert len(termed) == 5


def test_an_end_says_what_term_it_follows_from_and_how(store: Store) -> None:
    for label in ("Agreement", "Claim"):
        for node in store.nodes(label):
            if node.get("ends_on"):
                words = ("term_th", "term_en", "term_reason_th", "term_reason_en")
                assert all(node.text(word) for word in words)


def test_an_end_is_as_sure_as_its_source(store: Store) -> None:
    ends = {node.key: node.text("ends_on") for node in store.nodes("Agreement") if node.get("ends_on")}
    assert ends == {
        "moscow-2015-2017": "2017", "moscow-2017": "2020", "moscow-2023": "2025",
        "yokohama-2023": "2026-03-31",
    }  # fmt: skip


def test_a_renewal_joins_documents_of_one_partner_in_order(store: Store) -> None:
    renewals = list(store.edges("RENEWS"))
    assert len(renewals) == 7
    for edge in renewals:
        newer, older = store.node(edge.source), store.node(edge.target)
        assert newer is not None
        assert older is not None
        assert targets(store, newer.id, "WITH") == targets(store, older.id, "WITH")
        assert parse_date(newer.text("signed_on")).latest > parse_date(older.text("signed_on")).latest


def test_a_term_may_not_end_before_the_signing() -> None:
    agreement = Node("Agreement", "x", {
        "name": "X", "visibility": "public", "kind": "mou", "counterpart": "executive", "status": "unknown",
        "signed_on": "2023-07", "ends_on": "2023-06-30", "sources": ("Source:s",),
    })  # fmt: skip
    source = Node("Source", "s", {"name": "S", "visibility": "public"})
    found = check_batch(Batch([agreement, source]))
    assert [issue.code for issue in found] == ["dates-reversed"]
    same_year = Node("Agreement", "x", {**agreement.properties, "ends_on": "2023"})
    assert check_batch(Batch([same_year, source])) == list[Issue]()


def test_what_was_announced_or_signed_without_a_document_makes_no_tie(store: Store) -> None:
    staged = [claim for claim in store.nodes("Claim") if claim.get("stage")]
    assert len(staged) == 8 + 6
    for claim in staged:
        assert claim.texts("sources")
        concerned = targets(store, claim.id, "CONCERNS")
        assert any(node.label in ("City", "Country", "Organization") for node in concerned)
    ties = {tie.partner.id for tie in find_ties(store, as_of=date(2026, 11, 24))}
    assert not ties & {"City:incheon", "City:honolulu"}
    # Dalian has its row now, so its signing is a document and no claim beside it.
    assert "City:dalian" in ties
    assert store.node("Claim:signing-a097") is None


def test_an_inquiry_says_of_whom_and_when_unless_it_was_not_made(store: Store) -> None:
    for inquiry in store.nodes("Inquiry"):
        asked = inquiry.text("outcome") == "not_found"
        assert bool(inquiry.text("asked_on")) is asked
        assert bool(inquiry.text("asked_of_en")) is asked
        assert bool(inquiry.text("asked_of_th")) is asked
        assert bool(inquiry.text("note")) is bool(inquiry.text("note_th"))
        assert store.edges_from(inquiry.id, "CONCERNS") or inquiry.texts("subjects_named")


def test_every_network_with_a_member_list_says_how_complete_it_is(store: Store) -> None:
    networks = {edge.target for edge in store.edges("MEMBER_OF")}
    said = {org.id for org in store.nodes("Organization") if org.get("list_completeness")}
    assert networks == said


def test_a_community_body_speaks_for_a_country_and_is_no_mission(store: Store) -> None:
    bodies = {edge.source for edge in store.edges("REPRESENTS") if edge.source.startswith("Organization:")}
    assert len(bodies) == 5
