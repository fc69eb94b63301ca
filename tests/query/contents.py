"""Contents of metadata: texts, numbers and days alone, each as no text says them."""

from searchlib.query import Contents

TEXTS = Contents(texts=1, are_written=True)
NUMBERS = Contents(numbers=1)
DAYS = Contents(days=1)
