"""The one door from the execution to Whoosh: the types of its query trees that are named there."""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.query import Or, Query, Term

__all__ = ["Or", "Query", "Term"]
