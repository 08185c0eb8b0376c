"""
Values and gradients of Keras' losses (JAX back end), for test/unit/core/variants.test.ts.

    KERAS_BACKEND=jax python3 test/golden/generate_keras.py test/golden/keras.json
"""

import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax

jax.config.update("jax_enable_x64", True)

import keras
import numpy

from keras.src.backend.common import dtypes

from common import plain, write
from numbers_jax import Numbers, numbers, pack

# Outside TensorFlow Keras takes means of float64 in float32. Undone, so that float64 shows the formula.
dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"

REDUCTIONS = {"mean": "sum_over_batch_size", "sum": "sum", "none": None}


def run(cls, prediction, target, options, dtype, reduction):
    loss = getattr(keras.losses, cls)(reduction=REDUCTIONS[reduction], dtype=dtype, **options)
    cast = lambda a: a.astype(dtype) if a.dtype.kind == "f" else a
    x, y = jax.numpy.asarray(cast(prediction)), cast(target)
    result = {"dtype": dtype, "reduction": reduction}
    value = loss(y, x)
    result.update(value=numbers(value), shape=list(value.shape), gradients={})
    if reduction != "none":
        result["gradients"] = {"input": numbers(jax.grad(lambda p: loss(y, p).sum())(x))}
    return result


def record(cls, ours, name, prediction, target, options=None, renamed=None, names=("input", "target")):
    """`renamed`: our options where they are not Keras'."""
    options = options or {}
    results = [run(cls, prediction, target, options, keras.config.floatx(), r) for r in REDUCTIONS]
    for result in results:
        result["gradients"] = {names[0]: g for g in result["gradients"].values()}
    inputs = {names[0]: pack(prediction), names[1]: pack(target)}
    ours_options = {n: plain(o) for n, o in (renamed if renamed is not None else options).items()}
    return {"loss": ours, "name": name, "cast": True, "inputs": inputs, "options": ours_options, "results": results}


def categorical(n):
    for shape in [(3,), (4, 3), (2, 3, 4)]:
        classes = shape[-1]
        p, x = n.rows(*shape), n.normal(*shape, scale=2.0)
        hot, soft, index = n.one_hot(classes, *shape[:-1]), n.rows(*shape), n.index(classes, *shape[:-1])
        cce, sparse, ours = "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "keras.categorical_crossentropy"
        focal, ours_focal = "CategoricalFocalCrossentropy", "keras.categorical_focal_crossentropy"
        for options in ({}, {"label_smoothing": 0.2}):
            yield record(cce, ours, f"{shape} probabilities {options}", p, hot, options)
            yield record(cce, ours, f"{shape} soft {options}", p, soft, options)
            yield record(cce, ours, f"{shape} unnormalised {options}", p * 3 + 0.1, hot, options)
            logits = {"from_logits": True, **options}
            yield record(cce, ours, f"{shape} logits {options}", x, hot, logits)
            for more in ({}, {"gamma": 0.5, "alpha": 0.7}):
                yield record(focal, ours_focal, f"{shape} {options} {more}", p, hot, {**options, **more})
                yield record(focal, ours_focal, f"{shape} logits {options} {more}", x, hot, {**logits, **more})
        if len(shape) > 1:
            yield record(sparse, ours, f"{shape} sparse", p, index)
            yield record(sparse, ours, f"{shape} sparse, logits", x, index, {"from_logits": True})
            gce = "CategoricalGeneralizedCrossEntropy"
            for q in (0.5, 0.9):
                yield record(gce, "keras.categorical_generalized_cross_entropy", f"{shape} q {q}", p, index, {"q": q})
            yield record("CategoricalHinge", "keras.categorical_hinge", f"{shape}", x, hot)
    yield record(cce, ours, "logits taken for probabilities", numpy.array([[2.0, 1.0, 0.5]]), numpy.array([[1.0, 0, 0]]))
    yield record(cce, ours, "certain and wrong", numpy.array([[1.0, 0.0]]), numpy.array([[0.0, 1.0]]))


def ignoring(n):
    """ignore_class masks its targets out of the mean; the function form needs no mask handling by the caller."""
    x, index = n.normal(4, 3), numpy.array([0, 2, 0, 1])
    options = {"from_logits": True, "ignore_class": 0}
    yield record("SparseCategoricalCrossentropy", "keras.categorical_crossentropy", "ignored class", x, index, options)
    nothing = numpy.array([0, 0, 0, 0])
    yield record("SparseCategoricalCrossentropy", "keras.categorical_crossentropy", "all ignored", x, nothing, options)


def binary(n):
    bce, ours = "BinaryCrossentropy", "keras.binary_crossentropy"
    focal, ours_focal = "BinaryFocalCrossentropy", "keras.binary_focal_crossentropy"
    names = ("inputs", "targets")
    for shape in [(4,), (3, 1), (2, 3), (2, 2, 3)]:
        p, x, y = n.uniform(*shape, low=0.01, high=0.99), n.normal(*shape, scale=3.0), n.binary(*shape)
        for options in ({}, {"label_smoothing": 0.2}):
            yield record(bce, ours, f"{shape} {options}", p, y, options)
            yield record(bce, ours, f"{shape} logits {options}", x, y, {"from_logits": True, **options})
        for options in ({}, {"apply_class_balancing": True}, {"gamma": 0.5, "alpha": 0.9, "apply_class_balancing": True}):
            yield record(focal, ours_focal, f"{shape} {options}", p, y, options, names=names)
            yield record(focal, ours_focal, f"{shape} logits {options}", numpy.round(x / 3, 3), y, {"from_logits": True, **options}, names=names)
    ends = numpy.array([[0.0, 1.0, 0.0, 1.0]])
    yield record(bce, ours, "held ends", ends, numpy.array([[0.0, 1.0, 1.0, 0.0]]))


def pairs(n):
    for shape in [(4,), (2, 3), (2, 2, 3)]:
        x, y = n.normal(*shape, scale=2.0), n.normal(*shape, scale=2.0)
        for cls, ours in [("MeanSquaredError", "mean_squared_error"), ("MeanAbsoluteError", "mean_absolute_error"), ("LogCosh", "log_cosh")]:
            yield record(cls, f"keras.{ours}", f"{shape}", x, y)
        for delta in (1.0, 0.3, 2.5):
            yield record("Huber", "keras.huber", f"{shape} delta {delta}", x, y, {"delta": delta})
        yield record("Poisson", "keras.poisson", f"{shape}", n.uniform(*shape, low=0.1, high=4.0), numpy.round(n.uniform(*shape, high=6.0)))
        yield record("Hinge", "keras.hinge", f"{shape} signs", x, n.sign(*shape))
        yield record("Hinge", "keras.hinge", f"{shape} binary", x, n.binary(*shape))
        yield record("KLDivergence", "keras.kl_divergence", f"{shape}", n.rows(*shape), n.rows(*shape))
        yield record("CosineSimilarity", "keras.cosine_similarity", f"{shape}", x, y, names=("input1", "input2"))
        p, mask = n.uniform(*shape), n.binary(*shape)
        yield record("Dice", "keras.dice", f"{shape}", p, mask)
        yield record("Tversky", "keras.tversky", f"{shape}", p, mask, {"alpha": 0.3, "beta": 0.7})
    column, row = n.normal(3, 1), n.normal(3)
    for cls, ours in [("MeanSquaredError", "mean_squared_error"), ("Huber", "huber")]:
        yield record(cls, f"keras.{ours}", "column and row", column, row)
        yield record(cls, f"keras.{ours}", "row and column", row, column)
    yield record("KLDivergence", "keras.kl_divergence", "zeros", numpy.array([[0.0, 1.0]]), numpy.array([[0.5, 0.5]]))


def ctc(n):
    names = ("log_probs", "targets")
    for steps, labels in [(5, [[1, 2, 0], [3, 0, 0]]), (7, [[2, 2, 1], [1, 3, 2]])]:
        yield record("CTC", "keras.ctc", f"{steps} steps", n.normal(2, steps, 4), numpy.array(labels), names=names)


def cases_in(dtype):
    keras.config.set_floatx(dtype)
    n = Numbers(11)
    return [*categorical(n), *ignoring(n), *binary(n), *pairs(n), *ctc(n)]


def main(path):
    # All of float64 before all of float32: Keras remembers the dtypes that it has combined.
    doubles, singles = cases_in("float64"), cases_in("float32")
    cases = [{**d, "results": d["results"] + s["results"]} for d, s in zip(doubles, singles, strict=True)]
    versions = {"keras": keras.__version__, "jax": jax.__version__, "numpy": numpy.__version__}
    write(path, versions, cases)


main(sys.argv[1])
