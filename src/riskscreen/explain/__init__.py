"""What a result means, in words that a practitioner, a judge and a reviewer can follow.

``find/`` finds something and knows no words: reasons, changes, questions, differences, hints, the steps that are
needed, the open answers that may matter.
``words/`` says what one thing is called: the ``catalogue`` with a folder of sentence patterns per language in
``messages/``, for the command line too, ``terms``, conditions, scales, levels, answers.
``blocks/`` says what a view tells, line by line: ``result``, ``instrument``, ``why``, ``details``.
``text/`` and ``html/`` lay the same lines out, so neither can say less; the style sheets stand in ``html/style/``.
``told/`` has what users hold, reasons, changes, questions and comparisons: what was found, and its words.  Each is a
``Told``, so each is gone through, counted, printed and shown in a notebook in one way.
"""
