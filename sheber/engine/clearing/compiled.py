"""How the compiled half of the clearing is compiled: on first use, and kept on disk after it.

Importing this module imports Numba; only what clears a large market does so. The machine code is
kept in the folder that NUMBA_CACHE_DIR names, or else beside the module, or else in the user's
own cache folder. Where none of them can be written, each process compiles anew.

Numba asks a function's own file, and no other, whether the code on disk is stale. So a compiled
function calls only functions of its own module, and each module states anew the few constants
that the code of another one depends on; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function, compiled for the types of its first call; it releases the interpreter."""
    try:
        fast = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder of the three can be written
        fast = njit(nogil=True)(function)
    return cast(Function, fast)
