"""How do changes become writes? Each article gets its id, and only the same replaces the same: for every engine."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from attrs import define, evolve, field

from searchlib.article import Article
from searchlib.changes import Change, Forgotten, Moved, ReadFile, Removed
from searchlib.engine.base import Progress, Summary
from searchlib.errors import InvalidRequest
from searchlib.ids import free_id, own_id

if TYPE_CHECKING:
    from searchlib.source import Failure

__all__ = ["HeldArticle", "Ingestion", "Target"]


class HeldArticle(Protocol):
    """What an index has under an identity."""

    @property
    def id(self) -> str:
        """The id that people see."""
        ...

    @property
    def sha256(self) -> str:
        """The digest of what is indexed."""
        ...


class Target(Protocol):
    """What an engine does while it writes. It answers as what was written so far will be committed."""

    @property
    def committed(self) -> int:
        """How many articles are committed already."""
        ...

    def held(self, identity: str) -> HeldArticle | None:
        """The article of that identity."""
        ...

    def holder(self, article_id: str) -> str | None:
        """The identity of the article of that id."""
        ...

    def add(self, article: Article, *, replace: bool) -> None:
        """Add the article; ``replace``: in the place of the one of its identity, which is there."""
        ...

    def move(self, identity: str, article: Article) -> bool:
        """Give the article of that identity the id and place of this one; whether it was there."""
        ...

    def remove(self, identity: str) -> bool:
        """Take the article of that identity out; whether it was there."""
        ...

    def note(self, change: ReadFile | Forgotten) -> None:
        """Keep what is known of a file."""
        ...


@define
class Ingestion:
    """Changes on their way into ``target``, counted."""

    target: Target
    progress: Callable[[Progress], None] | None = None
    _counts: Counter[str] = field(factory=Counter)
    _failed: "list[Failure]" = field(factory=list)
    _characters: int = 0

    def take(self, change: Change) -> None:
        """Do what the change says. Raises InvalidRequest for what is none, and what the target does."""
        if isinstance(change, Moved):
            self._move(change)
        elif isinstance(change, Removed):
            self._counts["deleted"] += self.target.remove(change.identity)
        elif isinstance(change, ReadFile | Forgotten):
            self.target.note(change)
        elif isinstance(change, Article):
            self._add(change)
        else:
            raise InvalidRequest(f"add takes articles, and {change!r} is none")

    @property
    def summary(self) -> Summary:
        """What was done so far."""
        counts: dict[str, Any] = dict(self._counts)
        return Summary(**counts, failed=tuple(self._failed))

    def _add(self, article: Article) -> None:
        held = self.target.held(article.identity)
        if held is None:
            self._add_new(article)
        elif held.sha256 == article.sha256:
            self._counts["unchanged"] += 1
        else:
            self.target.add(article if article.id == held.id else evolve(article, id=held.id), replace=True)
            self._counts["replaced"] += 1
        self._tell(article)

    def _add_new(self, article: Article) -> None:
        earlier = self._same_record(article)
        if earlier is not None:
            self.target.remove(earlier)
        named = self._named(article)
        if named is not None:
            self.target.add(named, replace=False)
            self._counts["added" if earlier is None else "replaced"] += 1
            own = own_id(article.source)
            self._counts["kept_apart"] += own is not None and named.id != own

    def _same_record(self, article: Article) -> str | None:
        """What an article whose id means the same in all files is known by, if its id was that of its file before."""
        source = article.source
        if source is None or source.file is None or source.part is not None:
            return None
        holder = self.target.holder(article.id)
        return holder if holder is not None and holder.partition("\0")[0] == source.file else None

    def _move(self, change: Moved) -> None:
        if self.target.held(change.article.identity) is not None or self.target.held(change.identity) is None:
            self._add(change.article)
            return
        keeps_its_id = self.target.holder(change.article.id) == change.identity
        named = change.article if keeps_its_id else self._named(change.article)
        assert named is not None  # only what is known by its id alone is refused
        self.target.move(change.identity, named)
        self._counts["moved"] += 1
        self._tell(change.article)

    def _named(self, article: Article) -> Article | None:
        """The new article with an id that is free; None, and counted as failed, where it may have no other."""
        holder = self.target.holder(article.id)
        if holder is None:
            return article
        source = article.source
        if source is None or source.part is None:
            self._refuse(article, holder)
            return None
        return evolve(article, id=free_id(article.id, source, lambda name: self.target.holder(name) is None))

    def _refuse(self, article: Article, holder: str) -> None:
        from searchlib.source import Failure  # seldom needed

        file = holder.partition("\0")[0]
        self._failed.append(Failure(article.id, f"the id is that of an article from {file or 'standard input'}"))

    def _tell(self, article: Article) -> None:
        self._characters += len(article.text)
        if self.progress is not None:
            done = sum(self._counts[name] for name in ("added", "replaced", "unchanged", "moved")) + len(self._failed)
            progress = Progress(articles=done, characters=self._characters, committed=self.target.committed)
            self.progress(progress)
