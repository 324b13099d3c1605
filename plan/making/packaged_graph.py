"""Opening the packaged graph: from its compiled form where one is at hand, else made afresh.

The compiled form lies in the user's cache folder under the digest of all it was made from. So
it cannot be stale; it can only be absent.
"""

from __future__ import annotations

from graph.cache import read_cached, write_cached
from graph.compiled import Document, compile_store, open_sealed, restore_store, seal_document
from graph.issues import Issue
from loaders.result import RowOutcome
from plan.making.assemble import Assembly, assemble_graph, collector_paused
from plan.making.ingredients import CODE, DATA, digest_ingredients

# Of the code that this process has loaded, which may not be what lies on the disk when it is asked.
_LOADED_CODE = digest_ingredients(CODE)


def open_graph() -> Assembly:
    """Give the packaged graph and the account of its loading. Raises DataError as `assemble_graph`."""
    key = graph_key(_LOADED_CODE)
    if key is None:
        return assemble_graph()
    name = f"graph-{key}.json"
    found = _read(name, key)
    if found is not None:
        return found
    made = assemble_graph()
    if graph_key(digest_ingredients(CODE)) == key:  # nothing was changed while it was made
        write_cached(name, seal_document(compile_assembly(made), fingerprint=key))
    return made


def graph_key(code: str | None) -> str | None:
    """Give the key of the graph that some code makes of the data as they lie now; None without a digest."""
    data = digest_ingredients(DATA)
    return f"{code}-{data}" if code and data else None


def _read(name: str, key: str) -> Assembly | None:
    content = read_cached(name)
    if content is None:
        return None
    try:
        with collector_paused():
            document = open_sealed(content, fingerprint=key)
            return None if document is None else restore_assembly(document)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None  # sealed by something else than this program


def compile_assembly(made: Assembly) -> Document:
    """Write an assembly as a document; `restore_assembly` gives it back."""
    return {
        **compile_store(made.store),
        "issues": [(issue.code, issue.place, issue.params) for issue in made.issues],
        "manifest": [(row.file, row.number, row.records) for row in made.manifest],
        "unlinked": made.unlinked,
        "guesses": (made.guesses_agree, made.guesses_compared),
        "rules_version": made.rules_version,
    }


def restore_assembly(document: Document) -> Assembly:
    """Make the assembly that `compile_assembly` wrote."""
    agree, compared = document["guesses"]
    return Assembly(
        store=restore_store(document),
        issues=[Issue(code, place, params) for code, place, params in document["issues"]],
        manifest=[RowOutcome(file, number, tuple(ids)) for file, number, ids in document["manifest"]],
        unlinked=document["unlinked"],
        guesses_agree=agree,
        guesses_compared=compared,
        rules_version=document["rules_version"],
    )
