"""Contents of metadata: texts, numbers and days alone, none said by a text; several; and such as a CSV has."""

from searchlib.query import Contents
from searchlib.written_values import Forms

TEXTS = Contents(texts=1, are_written=True)
NUMBERS = Contents(numbers=1)
DAYS = Contents(days=1)
MIXED = Contents(numbers=3, days=1, texts=2, are_written=True)
PRICES = Contents(numbers=5, texts=1, are_written=True, forms=Forms(has_decimal_comma=True))
