"""What the plan says beside its elements, to records: its contents, concepts, statements, contributors."""

from __future__ import annotations

from graph.records import Edge, known, node_id
from loaders.packaged.plan_tables import PLAN, element_of, read_plan_table, reasons_in
from loaders.result import LoadResult

# Whether a statement speaks of a record is printed where it names it, and else our reading.
_BY_SUBJECT = {"reason_en": "Matched by subject, by us.", "reason_th": "จับคู่ตามเนื้อหาโดยผู้จัดทำ"}


def load_plan_words() -> LoadResult:
    """Load the table of contents, the concepts and who uses them, the statements and the contributors."""
    result = LoadResult()
    for row in read_plan_table("chapters"):
        chapter, issues = element_of(row, "Chapter")
        result.take(row, [chapter], [Edge(chapter.id, "PART_OF", PLAN)], issues)
    for row in read_plan_table("concepts"):
        concept, issues = element_of(row, "Concept")
        result.take(row, [concept], [Edge(concept.id, "PART_OF", PLAN)], issues)
    for row in read_plan_table("concept_uses"):
        edge = Edge(
            row["element"],
            "USES",
            node_id("Concept", row["concept"]),
            {"origin": row["origin"], **reasons_in(row)},
        )
        result.take(row, edges=[edge], records=[row["element"]])
    for row in read_plan_table("statements"):
        statement, issues = element_of(row, "Statement")
        said = {"origin": row["origin"], **(_BY_SUBJECT if row["origin"] == "assumed" else {})}
        edges = [Edge(statement.id, "CONCERNS", record, said) for record in row.parts("concerns")]
        result.take(row, [statement], [Edge(statement.id, "PART_OF", PLAN), *edges], issues)
    for row in read_plan_table("contributors"):
        contributor, issues = element_of(row, "Contributor")
        result.take(row, [contributor], [Edge(contributor.id, "CONTRIBUTED_TO", PLAN)], issues)
    return result


def load_plan_links() -> LoadResult:
    """Load what the plan succeeds and is aligned with: as printed, or assumed with the reason."""
    result = LoadResult()
    for row in read_plan_table("plan_links"):
        ends = node_id("Plan", row["plan"]), node_id("Plan", row["to"])
        edge = Edge(ends[0], row["relation"], ends[1], {**known(origin=row["origin"]), **reasons_in(row)})
        result.take(row, edges=[edge], records=[ends[1]])
    return result
