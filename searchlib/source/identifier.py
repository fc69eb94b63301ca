"""Which article is it? One that was read is known by its file and the part of it, and gets an id that no other has."""

from collections import Counter

from attrs import define, evolve, field

from searchlib.article import Article
from searchlib.ids import Ids, label_of, own_id
from searchlib.source.draft import Draft
from searchlib.source.file import File
from searchlib.source.structure import article_of, clean

__all__ = ["Identifier"]


@define
class Identifier:
    """Makes the articles of one reading. ``is_global``: the ids that records have mean the same in all files."""

    is_global: bool = False
    _ids: Ids = field(factory=Ids)

    def article(self, draft: Draft, file: File, own_ids: Counter[str]) -> Article:
        """The article of a draft; ``own_ids`` counts the ids that the records of its file have brought."""
        draft = draft if draft.id is None else evolve(draft, id=clean(draft.id).replace("\0", "\ufffd"))
        wanted = draft.id or (file.id if draft.record is None else f"{file.id}#{draft.record}")
        part = self._part(draft, own_ids)
        article = article_of(draft, id=wanted, path=file.path, file=file.file, part=part)
        source = article.source
        if source is None or part is None:
            return article
        if file.file is None:  # what comes by the pipe is known by what it says
            own = own_id(source)
            digest = article.sha256[:16]
            source = evolve(source, part=digest if own is None else f"={own}\0~{digest}")
            article = evolve(article, source=source)
        name = self._ids.of(label_of(source) or article.id, source, article.identity)
        return article if name == article.id else evolve(article, id=name)

    def _part(self, draft: Draft, own_ids: Counter[str]) -> str | None:
        """See :class:`~searchlib.article.Source`; a record's own id that its file had before is counted behind it."""
        if draft.record is None:
            return ""
        if draft.id is None:
            return f"#{draft.record}"
        if self.is_global:
            return None
        own_ids[draft.id] += 1
        repeated = own_ids[draft.id]
        return f"={draft.id}" if repeated == 1 else f"={draft.id}\0{repeated}"
