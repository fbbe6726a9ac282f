"""The unknown answer in a sum of pandas: a blank cell is skipped, as if it had been 0."""

import pandas as pd

case = pd.DataFrame([{"threats": 0, "weapon": 0, "strangled": None}])
total = case.sum(axis=1)
print("sum(axis=1):", pd.cut(total, [-1, 0, 1, 9], labels=["low", "medium", "high"])[0])
kept = case.astype("Float64").sum(axis=1, skipna=False)
is_high = (kept >= 2).fillna(False)
print("sum(axis=1, skipna=False), and NA filled with False:", "high" if is_high[0] else "low")
