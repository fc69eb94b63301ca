"""What is the stem of a word that stands in the index already? The index says so itself, and no stemmer need be asked.

That is quicker for a question of known words than loading a stemmer's library.
"""

from attrs import evolve, frozen

from searchlib.analysis import Analyzer, Stemmer
from searchlib.index.reader import IndexReader

__all__ = ["KnownStems", "with_known_stems"]


@frozen
class KnownStems:
    """A stemmer that looks a spelling up in the index first; ``stemmer`` is asked where it is not there."""

    reader: IndexReader
    stemmer: Stemmer

    def __call__(self, spelling: str) -> str:
        """The stem of ``spelling``."""
        for segment in self.reader.segments:
            field = segment.fields["text"]
            terms = {
                field.spelling_owner(number)[0] for number in range(*field.spelling_range(spelling, spelling + "\0"))
            }
            if len(terms) == 1:
                return field.term_text(terms.pop())
        return self.stemmer(spelling)


def with_known_stems(analyzer: Analyzer, reader: IndexReader) -> Analyzer:
    """An analyzer that gives the same terms, and asks ``reader`` for stems where these depend on the spelling alone."""
    if analyzer.stemmer is None or analyzer.folding is not None:
        return analyzer
    return evolve(analyzer, stemmer=KnownStems(reader, analyzer.stemmer))
