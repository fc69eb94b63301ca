"""The one door from the execution to Whoosh: the type of its query trees."""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.query import Query

__all__ = ["Query"]
