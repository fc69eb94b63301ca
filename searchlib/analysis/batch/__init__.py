"""How is text analysed by the megabyte? All at once, with the tokens that the analyzer gives text by text.

:mod:`.analyzer` is the way in: :mod:`.tokenizer` finds the words, :mod:`.hashing` names each spelling, :mod:`.outcomes`
asks the analyzer once for each that is new, and :mod:`.occurrences` is what comes out.
"""
