"""The unknown answer in FHIRPath, the language of FHIR questionnaires: the sum is empty, and iif takes that for no."""

from fhirpathpy import evaluate

case = {"threats": 0, "weapon": 0}
total = "threats + weapon + strangled"
print(f"{total}:", evaluate(case, total))
print(f"iif({total} >= 2, ...):", evaluate(case, f"iif({total} >= 2, 'high', iif({total} >= 1, 'medium', 'low'))")[0])
