"""Many cases at once, on NumPy: row by row exactly what scoring one case gives."""
