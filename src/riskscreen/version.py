"""What is counted: releases of the package, meanings of scoring, and the forms of each kind of document."""

VERSION = "0.2.0"

# What scoring means: it rises when a definition and valid answers can get other levels or numbers, and then only.
SCORING = 1

DEFINITION = "riskscreen/1"
ANSWERS = "riskscreen-answers/1"
VECTORS = "riskscreen-vectors/1"
RESULT = "riskscreen-result/1"
RECORD = "riskscreen-record/1"
FORM = "riskscreen-form/1"
DIAGRAM = "riskscreen-diagram/1"
