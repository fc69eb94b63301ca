"""What are the words of megabytes of text found by? The tokens that an analyzer gives, as rows of arrays.

:mod:`.analyzer` is the way in: :mod:`.tokenizer` finds the words, :mod:`.hashing` names each spelling, :mod:`.outcomes`
asks the analyzer once for each that is new, and :mod:`.occurrences` is what comes out.
"""
