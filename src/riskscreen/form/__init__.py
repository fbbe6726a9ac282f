"""A form of an instrument: its questions as data, and a page that asks them and walks its diagrams.

``questions`` gives what a form asks and shows in plain values.  ``page`` puts these, the words around them
(``explain/words/messages/*/form.json``), the style ``page.css`` and the script into one file.  The script is modules,
each of which needs only those before it: ``walker.js`` walks diagrams, and is for other front ends too; ``file.js``
reads and writes answers files; in ``script/``, ``state`` is what is filled in, ``answers`` what it comes to, ``item``
how one item is asked, ``standing`` where the case stands, ``keeping`` saves and opens, and ``page`` is the whole.
"""
