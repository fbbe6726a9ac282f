"""The arrays that scoring many cases works on."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int8]
Bits: TypeAlias = NDArray[np.uint8]  # one bit a row, eight rows a byte
Flags: TypeAlias = NDArray[np.bool_]  # one byte a row
Numbers: TypeAlias = NDArray[Any]  # whole numbers, as wide as their range asks; objects past 64 bits
SetBits: TypeAlias = NDArray[np.uint64]  # one number a row: the choices of a set as bits, 0 where there is none
Truths: TypeAlias = tuple[Bits, Bits]  # where something holds for certain, and where it can hold
