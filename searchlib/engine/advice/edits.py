"""How many mistakes lie between two spellings? Damerau's: a letter wrong, missing, too much, or two changed places."""

__all__ = ["distance", "swaps"]


def distance(one: str, other: str) -> int:
    """The least number of mistakes, none of them within another (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        made = [number]
        for place, its in enumerate(other, 1):
            best = min(made[-1] + 1, row[place] + 1, row[place - 1] + (letter != its))
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == its:
                best = min(best, before[place - 2] + 1)
            made.append(best)
        before, row = row, made
    return row[-1]


def swaps(spelling: str) -> set[str]:
    """The spellings that two neighbouring letters make when they change places."""
    places = range(len(spelling) - 1)
    return {spelling[:at] + spelling[at + 1] + spelling[at] + spelling[at + 2 :] for at in places} - {spelling}
