"""The scoring engine: a definition compiled once into tables of integers, then cases scored from them.

A case of plain answers is added up: ``layout`` gives each number a field of bits in one integer, and ``checks`` and
``spans`` read it.  Where the extremes of open answers do not tell, decision diagrams do.  ``diagram/`` has the nodes
(``nodes``), sums (``sums``), the order of the variables (``order``) and the ``table`` that is walked; ``compose/``
makes diagrams of conditions, scales and outcomes, and is the place that knows what each kind of them means; ``walk/``
asks them about a case: ``reach`` and ``bounds`` what can still come out, ``claim`` what must come true (with
``families`` of minimal sets, ``reasons`` and ``changes``), ``questions`` what each answer would leave.
"""
