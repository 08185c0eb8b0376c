"""What the generators for Keras and optax share: seeded numbers and the packing of NumPy arrays."""

import numpy

from common import plain


class Numbers:
    """Numbers with three decimals, so that the JSON stays short and both dtypes start from the same text."""

    def __init__(self, seed):
        self.random = numpy.random.RandomState(seed)

    def normal(self, *shape, scale=1.0):
        return numpy.round(self.random.randn(*shape) * scale, 3)

    def uniform(self, *shape, low=0.0, high=1.0):
        return numpy.round(self.random.uniform(low, high, shape), 3)

    def index(self, classes, *shape):
        return self.random.randint(0, classes, shape)

    def binary(self, *shape):
        return self.random.randint(0, 2, shape) * 1.0

    def sign(self, *shape):
        return self.random.randint(0, 2, shape) * 2.0 - 1.0

    def rows(self, *shape):
        positive = self.uniform(*shape, low=0.05)
        return positive / positive.sum(-1, keepdims=True)

    def one_hot(self, classes, *shape):
        return numpy.eye(classes)[self.index(classes, *shape)]


def pack(array):
    array = numpy.asarray(array)
    dtype = "int64" if array.dtype.kind == "i" else "float64"
    return {"data": plain(array.reshape(-1).tolist()), "shape": list(array.shape), "dtype": dtype}


def numbers(array):
    """The values, float32 as the shortest text that reads back as the same float32."""
    flat = numpy.asarray(array).reshape(-1)
    return plain([float(str(v)) for v in flat]) if flat.dtype == numpy.float32 else plain(flat.tolist())
