"""The unknown answer, imputed: the most frequent answer of other cases takes its place."""

import numpy as np
from sklearn.impute import SimpleImputer

others = [[0, 0, 0], [1, 0, 0], [0, 0, 0], [1, 1, 2]]
case = [0, 0, np.nan]
total = SimpleImputer(strategy="most_frequent").fit(others).transform([case])[0].sum()
print('SimpleImputer("most_frequent"):', "high" if total >= 2 else "medium" if total >= 1 else "low")
