"""What does a search cost, and how good is it? ``python -m benchmarks --help`` lists the questions."""
