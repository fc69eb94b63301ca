"""Which articles are added and in no segment yet? By identity what they are, by id their identity."""

from attrs import define, field, frozen

from searchlib.article import Article

__all__ = ["Held", "Unplaced"]


@frozen
class Held:
    """What an index knows of an article at once: the id that people see, and its sha256."""

    id: str
    sha256: str


@define
class Unplaced:
    """Articles that are in no segment yet: by identity what they are, by id their identity."""

    held: dict[str, Held] = field(factory=dict)
    ids: dict[str, str] = field(factory=dict)

    def add(self, article: Article) -> None:
        """One more, in the place of one of the same identity."""
        identity = article.identity
        self.delete(identity)
        self.held[identity] = Held(article.id, article.sha256)
        self.ids[article.id] = identity

    def delete(self, identity: str) -> None:
        """One less, if it is here."""
        if (earlier := self.held.pop(identity, None)) is not None:
            del self.ids[earlier.id]

    def clear(self) -> None:
        """All are in segments, or forgotten."""
        self.held.clear()
        self.ids.clear()
