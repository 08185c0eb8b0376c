"""One golden case and the seeded numbers that fill it."""

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Sequence

import numpy
import torch

F64, F32 = torch.float64, torch.float32
PLAIN = ("mean", "sum", "none")


@dataclass
class Case:
    loss: str
    name: str
    call: Callable[[Dict[str, Any], Dict[str, Any], str], torch.Tensor]
    inputs: Dict[str, torch.Tensor]
    options: Dict[str, Any] = field(default_factory=dict)
    learned: Sequence[str] = ("input",)
    reductions: Sequence[str] = PLAIN
    dtypes: Sequence[torch.dtype] = (F64, F32)
    # False: the inputs' dtypes are the point of the case.
    cast: bool = True


class Numbers:
    """Numbers with three decimals, so that the JSON stays short and both dtypes start from the same text."""

    def __init__(self, seed):
        self.random = numpy.random.RandomState(seed)

    def normal(self, *shape, scale=1.0):
        return torch.tensor(numpy.round(self.random.randn(*shape) * scale, 3))

    def uniform(self, *shape, low=0.0, high=1.0):
        return torch.tensor(numpy.round(self.random.uniform(low, high, shape), 3))

    def index(self, classes, *shape):
        return torch.tensor(self.random.randint(0, classes, shape), dtype=torch.int64)

    def sign(self, *shape):
        return torch.tensor(self.random.randint(0, 2, shape) * 2.0 - 1.0)

    def binary(self, *shape):
        return torch.tensor(self.random.randint(0, 2, shape) * 1.0)

    def rows(self, *shape, axis=-1):
        """Distributions along `axis`."""
        positive = numpy.round(self.random.uniform(0.05, 1, shape), 3)
        return torch.tensor(positive / positive.sum(axis, keepdims=True))
