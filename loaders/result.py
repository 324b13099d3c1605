"""What a loader gives back: records, findings, and an account of every input row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.issues import Issue, errors_among
from graph.records import Batch, Edge, Node
from loaders.cells import check_addresses
from loaders.tables import RawRow


@dataclass(frozen=True)
class RowOutcome:
    """What became of one input row: the ids of its records, or none when it was refused."""

    file: str
    number: int
    records: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of the row was loaded."""
        return not self.records


@dataclass
class LoadResult:
    """Records with their findings and the manifest; nothing has been written anywhere."""

    batch: Batch = field(default_factory=Batch)
    issues: list[Issue] = field(default_factory=list)
    manifest: list[RowOutcome] = field(default_factory=list)

    def take(
        self,
        row: RawRow,
        nodes: Iterable[Node] = (),
        edges: Iterable[Edge] = (),
        issues: Iterable[Issue] = (),
        records: Iterable[str] = (),
    ) -> None:
        """Account for one row: all of its records, or, when it has an error, none of them.

        `records` names what the row stands for where that is not simply its nodes (an edge,
        or a part of a record that several rows make up).
        """
        found, nodes = [*issues, *check_addresses(row)], list(nodes)
        self.issues.extend(found)
        if errors_among(found):
            self.manifest.append(RowOutcome(row.file, row.number, ()))
            return
        self.batch.add(nodes, edges)
        ids = tuple(records) or tuple(node.id for node in nodes)
        self.manifest.append(RowOutcome(row.file, row.number, ids))

    def extend(self, other: LoadResult) -> None:
        """Put another loader's result in."""
        self.batch.extend(other.batch)
        self.issues.extend(other.issues)
        self.manifest.extend(other.manifest)
