"""What is said to somebody who found nothing, or misspelt a word? Results come in, lines on stderr go out."""

from searchlib.cli.guard import say
from searchlib.results import Results

__all__ = ["advise"]


def advise(results: Results) -> None:
    """Why nothing was found and what would be, unless no word is anywhere; and what may have been meant."""
    if results.help is not None and any(part.passages for part in results.help.sought):
        for line in results.help.lines:
            say(line)
    if results.did_you_mean is not None:
        say(f"did you mean: {results.did_you_mean}")
