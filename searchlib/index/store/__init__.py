"""What does a segment say of its articles? Their texts, facts and layout, beside the postings.

:mod:`.writer` and :mod:`.copy` put articles in, :mod:`.reader` gets them out; :mod:`.chunks` cuts texts into pieces,
:mod:`.layout` knows where paragraphs and headings lie in them, :mod:`.facts` packs what articles say of themselves, and
:mod:`.columns` turns that into values by name.
"""
