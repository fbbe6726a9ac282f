"""The unknown answer as an empty cell of a spreadsheet, computed by the package formulas."""

import formulas
import numpy as np

summed = formulas.Parser().ast('=IF(SUM(A1:C1)>=2,"high",IF(SUM(A1:C1)>=1,"medium","low"))')[1].compile()
print("SUM(A1:C1):", summed(np.array([[0, 0, ""]], dtype=object)))
