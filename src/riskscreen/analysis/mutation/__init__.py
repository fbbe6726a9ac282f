"""Small mistakes in a definition, and the vectors that notice them.

``mutants`` are definitions with one small mistake each.  ``telling`` makes answer sets that show many mistakes at
once, and ``unlike`` finds the smallest that shows one, over all there are, or proves that there is none: then the
diagrams of both definitions are equal.  ``noticing`` chooses few of them that notice all; with those of
``joint_vectors`` they are the ``vectors``.  ``mutations`` says which mistakes some vectors notice.
"""
