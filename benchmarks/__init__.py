"""What does a search cost, and what do others take for it? ``python -m benchmarks --help`` lists the questions."""
