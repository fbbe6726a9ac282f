"""What in a definition makes no sense, each finding with its proof.

``check`` asks all.  ``survey`` works out once what several kinds of findings rest on, and each other module looks for
the findings about one thing.  They run from cause to consequence: a part that a finding is about is *blamed*, and
what rests on it is left alone.
"""
