"""What comes back? Passages, ranked: frozen values that mean the same from every engine."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload

from attrs import field, frozen

from searchlib.explanation import Explanation
from searchlib.hit import Answer, Hit, Passage

if TYPE_CHECKING:  # who asks and finds needs neither
    import pandas

    from searchlib.help import Help

__all__ = ["Advice", "Answer", "Asked", "Explanation", "Hit", "Passage", "Results"]


class Advice(Protocol):
    """What an engine can say of one search beside its hits, worked out when asked for."""

    def help(self) -> "Help | None":
        """Why nothing was found, and what would be; None where something was."""
        ...

    def did_you_mean(self) -> str | None:
        """The question with its misspelt words put right."""
        ...


@frozen
class _Worked:
    """Advice that is all known."""

    known_help: "Help | None"
    meant: str | None

    def help(self) -> "Help | None":
        return self.known_help

    def did_you_mean(self) -> str | None:
        return self.meant


class Asked(NamedTuple):
    """What was asked for: ``query`` is what was typed (of a Whoosh query its ``str()``), the rest as search has it."""

    query: str = ""
    limit: int = 10
    offset: int = 0
    sort: str = "relevance"
    group: str | None = None


@frozen(slots=False, repr=False)
class Results(Sequence[Hit]):
    """The hits, best first.

    ``total`` is how many passages (with ``group``: articles) match, copies included; None where counting them was not
    asked for and would cost more than the search. ``warnings`` say what of the query was repaired. ``understood`` is
    the query in canonical form (parsed again it is the same), ``reading`` the same in words. ``is_complete`` is False
    where the search ran out of its ``timeout``: then these are the hits that it had, and the total is None, unless they
    are all there, and only ``rerank`` came too late. ``asked`` is what was asked for; results of different questions
    may be equal.
    """

    hits: tuple[Hit, ...]
    total: int | None
    warnings: tuple[str, ...] = ()
    understood: str = ""
    reading: str = ""
    is_complete: bool = True
    asked: Asked = field(default=Asked(), eq=False)
    _advice: Advice | None = field(default=None, eq=False)

    @cached_property
    def help(self) -> "Help | None":
        """Why nothing was found, and what would be; None where something was. Worked out when first asked for."""
        return None if self._advice is None else self._advice.help()

    @cached_property
    def did_you_mean(self) -> str | None:
        """The query with its misspelt words put right, None where none is. Worked out when first asked for."""
        return None if self._advice is None else self._advice.did_you_mean()

    def __getstate__(self) -> dict[str, Any]:
        """A copy holds no index: the advice goes with it."""
        return {**self.__dict__, "_advice": _Worked(self.help, self.did_you_mean)}

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def to_dict(self, *, context: bool = False, explanation: bool = False) -> dict[str, Any]:
        """All of it as a dictionary for JSON: the document of ``query --json``, see docs/json.md.

        What ``expand`` asked for stands in each hit as ``expanded``, with ``context`` as ``context``; ``explanation``
        adds why it was found.
        """
        from searchlib.hit_records import SCHEMA, Shown, help_record, hit_record  # few ask for it

        shown = Shown(context=context, explanation=explanation)
        return {
            "schema": SCHEMA,
            **self.asked._asdict(),
            "understood": self.understood,
            "reading": self.reading,
            "warnings": list(self.warnings),
            "did_you_mean": self.did_you_mean,
            "help": self.help and help_record(self.help),
            "is_complete": self.is_complete,
            "total": self.total,
            "hits": [hit_record(hit, rank, shown) for rank, hit in self._ranked],
        }

    def to_pandas(self) -> "pandas.DataFrame":
        """A table with a row a hit, needs the extra ``pandas``: rank, passage, place, facts, ``metadata.NAME``.

        Authors are joined by semicolons, dates are ``datetime64``. Raises MissingExtra, an ImportError.
        """
        from searchlib.frame import frame_of  # few ask for it

        return frame_of(self._ranked)

    def __repr__(self) -> str:
        """How many there are, a line for each of the first twenty, and the warnings; of none, what may help."""
        from searchlib.overview import overview  # few ask for it

        return overview(self.summary, self._ranked, self._notes)

    def _repr_html_(self) -> str:
        """The same for a notebook, with the matched words marked."""
        from searchlib.overview import html_overview  # few ask for it

        return html_overview(self.summary, self._ranked, self._notes)

    @property
    def summary(self) -> str:
        """Which these are, in words: ``passages 11 to 20 of 37``."""
        noun, total = "article" if self.asked.group else "passage", self.total
        of = ", best first" if total is None else f" of {total:,}"
        first, last = self.asked.offset + 1, self.asked.offset + len(self)
        if len(self) > 1:
            return f"{noun}s {first:,} to {last:,}{of}"
        if self:
            return f"{noun} {first:,}{of}"
        return f"none{of} {noun}s" if total else "nothing found"

    @property
    def _ranked(self) -> list[tuple[int, Hit]]:
        """The hits, each with its place among all that match, from 1."""
        return list(enumerate(self.hits, self.asked.offset + 1))

    @property
    def _notes(self) -> list[str]:
        """What is to be told beside the hits."""
        notes = [f"warning: {warning}" for warning in self.warnings]
        if not self.hits and self.did_you_mean is not None:
            notes.append(f"did you mean: {self.did_you_mean}")
        return notes + (list(self.help.lines) if self.help else [])
