"""Fresh random inputs for test cells, or the same ones for a whole class."""

import os
import zlib

import numpy as np


def fresh_rng(name: str) -> np.random.Generator:
    """Return a random generator for the test called `name`.

    It is seeded anew in each run, so an answer cannot be looked up. With the environment variable COURSE_SEED set to an
    integer, each name gets the same inputs in every run, and different names get different ones.
    """
    seed = os.environ.get("COURSE_SEED")
    return np.random.default_rng(None if seed is None else [int(seed), zlib.crc32(name.encode())])
