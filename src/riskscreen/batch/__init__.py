"""Many cases at once, on NumPy: row by row exactly what scoring one case gives.

Many cases go the way of one case, in columns::

    codes, or a table --cells, given--> a column of codes for each item
          |  chunk: what applies, what is wrong, one bit a row
          |  sums, numbers, truths: the fields, scales and conditions of the engine, on columns
          v
    columns of levels and numbers <--single-- rows that only the engine can tell

``rows/`` is what comes in: a ``column`` tells in which rows stands what, by looking at codes, or because they were
``packed`` into bits before.  ``columns/`` is what is done with it: ``program`` turns the engine's tables into
functions of columns, once for an instrument.  Answers become bits, eight rows a byte, and are counted digit by digit
(``bits``), so that twenty rules take hardly longer than one.  Where the two extremes of a row do not give its bounds,
since an item that is mixed is open, the engine scores the row itself, each different one once (``single``).  So no
rule of scoring stands in ``batch`` that the engine does not have, and tests hold the two against each other on
generated instruments.
"""
