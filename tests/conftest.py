"""How many examples the properties are tried on: some at every run, many where RISKSCREEN_EXAMPLES says so."""

import os

from hypothesis import HealthCheck, settings

N_EXAMPLES = int(os.environ.get("RISKSCREEN_EXAMPLES", "20"))

# Generated instruments are large values; that they take their time to make is no fault of the test.
settings.register_profile("riskscreen", max_examples=N_EXAMPLES, deadline=None,
                          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.load_profile("riskscreen")
