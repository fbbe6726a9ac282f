"""The arrays that scoring many cases works on."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int8]
Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[Any]  # whole numbers, as wide as their range asks; objects past 64 bits
Ends: TypeAlias = tuple[Numbers, Numbers]
Truths: TypeAlias = tuple[Flags, Flags]  # what holds for certain, and what can hold
