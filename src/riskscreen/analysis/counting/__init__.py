"""Counts over all answer sets, or over a sample that says so.

Answer sets are counted, and never listed.  ``whole`` composes what a definition means for answer sets that leave
nothing open, by the functions of ``engine.compose``: the diagrams of two versions, or of a definition and a small
change of it, share their nodes, so that equal ones are one.  A truth beside them says which choices make an answer
set: an item that does not apply is passed in one way.  The walks of ``engine.walk.beside`` follow both side by side,
count, and find the smallest way to anything.  ``changing`` and ``lowering`` follow two answers to one item; worse
answers never lower a level where, at each node, each child implies the next.  ``sets`` are what ``counts`` counts
with: ``all_sets`` are diagrams of truths; past the budget of steps ``drawn_sets`` take over, the answer sets of a
``sample``, with random numbers that ``screening`` hands down.  ``analyse`` and ``difference`` put the questions.
"""
