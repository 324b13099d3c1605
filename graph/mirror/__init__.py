"""The graph on a Neo4j server as a mirror of the workspace: push, verify, pull.

A part is one label or one relationship type. Pushes compare digests of parts and read records
only of parts that differ; `verify` reads every record.
"""

from __future__ import annotations

from graph.mirror.differences import Difference, find_differences
from graph.mirror.pull import check_complete, copy_records, edited_parts, pull
from graph.mirror.push import PushResult, plan_push, push
from graph.mirror.state import PushState, read_state

__all__ = [
    "Difference",
    "PushResult",
    "PushState",
    "check_complete",
    "copy_records",
    "edited_parts",
    "find_differences",
    "plan_push",
    "pull",
    "push",
    "read_state",
]
