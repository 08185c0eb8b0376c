"""
Values and gradients of optax' losses, for test/unit/core/variants.test.ts.

    python3 test/golden/generate_optax.py test/golden/optax.json
"""

import sys

import jax

jax.config.update("jax_enable_x64", True)

import numpy
import optax

from common import write
from numbers_jax import Numbers, numbers, pack


def run(call, prediction, target, dtype, reduction):
    cast = lambda a: a.astype(dtype) if a.dtype.kind == "f" else a
    x, y = jax.numpy.asarray(cast(prediction)), jax.numpy.asarray(cast(target))
    reduce = {"none": lambda v: v, "mean": lambda v: v.mean(), "sum": lambda v: v.sum()}[reduction]
    value = reduce(call(x, y))
    result = {"dtype": dtype, "reduction": reduction, "value": numbers(value), "shape": list(value.shape), "gradients": {}}
    if reduction != "none":
        result["gradients"] = {"prediction": numbers(jax.grad(lambda p: reduce(call(p, y)))(x))}
    return result


def record(fn, ours, name, prediction, target, options=None, names=("input", "target"), renamed=None):
    """`ours` names our loss; `renamed` holds our options where they are not optax'."""
    options = options or {}
    call = lambda x, y: getattr(optax.losses, fn)(x, y, **options)
    results = [run(call, prediction, target, d, r) for d in ("float64", "float32") for r in ("none", "mean", "sum")]
    for result in results:
        result["gradients"] = {names[0]: g for g in result["gradients"].values()}
    inputs = {names[0]: pack(prediction), names[1]: pack(target)}
    return {"loss": ours, "name": f"{fn} {name}", "cast": True, "inputs": inputs, "options": options if renamed is None else renamed, "results": results}


def softmax(n):
    ours = "optax.softmax_cross_entropy"
    for shape in [(3,), (4, 3), (2, 3, 4)]:
        x, classes = n.normal(*shape, scale=2.0), shape[-1]
        hot, soft, index = n.one_hot(classes, *shape[:-1]), n.rows(*shape), n.index(classes, *shape[:-1])
        yield record("softmax_cross_entropy", ours, f"{shape}", x, hot)
        yield record("softmax_cross_entropy", ours, f"{shape} soft", x, soft)
        yield record("safe_softmax_cross_entropy", ours, f"{shape}", x, soft, renamed={"safe": True})
        yield record("softmax_cross_entropy_with_integer_labels", ours, f"{shape}", x, index)
        for epsilon in (2.0, -0.5):
            yield record("poly_loss_cross_entropy", "optax.poly_loss_cross_entropy", f"{shape} {epsilon}", x, soft, {"epsilon": epsilon})
    x = n.normal(3, 4)
    integer = "softmax_cross_entropy_with_integer_labels"
    yield record(integer, ours, "beyond the classes", x, numpy.array([0, 4, 1]))
    yield record(integer, ours, "negative", x, numpy.array([-1, -4, 1]))
    infinite = numpy.array([[-numpy.inf, 1.0, 2.0]])
    yield record("softmax_cross_entropy", ours, "minus infinity under 0", infinite, numpy.array([[0.0, 1.0, 0.0]]))
    yield record("safe_softmax_cross_entropy", ours, "minus infinity under 0", infinite, numpy.array([[0.0, 1.0, 0.0]]), renamed={"safe": True})


def binary(n):
    for shape in [(4,), (3, 1), (2, 3)]:
        x, y, soft = n.normal(*shape, scale=3.0), n.binary(*shape), n.uniform(*shape)
        yield record("sigmoid_binary_cross_entropy", "binary_cross_entropy_with_logits", f"{shape}", x, y)
        yield record("sigmoid_binary_cross_entropy", "binary_cross_entropy_with_logits", f"{shape} soft", x, soft)
        focal = ("sigmoid_focal_loss", "sigmoid_focal_loss", f"{shape}")
        names = ("inputs", "targets")
        yield record(*focal, x, y, names=names, renamed={"alpha": -1.0})
        yield record(*focal, x, y, {"alpha": 0.3, "gamma": 1.5}, names=names)
        yield record("hinge_loss", "hinge_loss", f"{shape}", x, n.sign(*shape))
        yield record("perceptron_loss", "optax.perceptron_loss", f"{shape}", x, n.sign(*shape))


def pairs(n):
    for shape in [(4,), (2, 3)]:
        x, y = n.normal(*shape, scale=2.0), n.normal(*shape, scale=2.0)
        yield record("squared_error", "mse_loss", f"{shape}", x, y)
        yield record("l2_loss", "optax.l2_loss", f"{shape}", x, y)
        yield record("log_cosh", "log_cosh_loss", f"{shape}", x, y)
        for delta in (1.0, 0.3):
            yield record("huber_loss", "huber_loss", f"{shape} {delta}", x, y, {"delta": delta})
        logq, p = numpy.log(n.rows(*shape)), n.rows(*shape)
        yield record("kl_divergence", "optax.kl_divergence", f"{shape}", logq, p)
        yield record("kl_divergence_with_log_targets", "optax.kl_divergence", f"{shape}", logq, numpy.log(p), renamed={"log_target": True})
        yield record("generalized_kl_divergence", "optax.kl_divergence", f"{shape}", n.normal(*shape), n.uniform(*shape), renamed={"generalized": True})
        yield record("cosine_distance", "optax.cosine_distance", f"{shape}", x, y, names=("input1", "input2"))
    yield record("kl_divergence", "optax.kl_divergence", "zeros", numpy.log(n.rows(1, 3)), numpy.array([[0.0, 0.4, 0.6]]))
    for shape in [(4,), (3, 4)]:
        yield record("multiclass_hinge_loss", "optax.multiclass_hinge_loss", f"{shape}", n.normal(*shape), n.index(4, *shape[:-1]))


def many(call, ours, name, inputs, options, learned):
    """A loss of other inputs than two: `call` takes them by our names."""
    results = []
    for dtype in ("float64", "float32"):
        cast = lambda a: jax.numpy.asarray(a.astype(dtype) if a.dtype.kind == "f" else a)
        given = {k: cast(v) for k, v in inputs.items()}
        for reduction in ("none", "mean", "sum"):
            reduce = {"none": lambda v: v, "mean": lambda v: v.mean(), "sum": lambda v: v.sum()}[reduction]
            value = reduce(call(given))
            result = {"dtype": dtype, "reduction": reduction, "value": numbers(value), "shape": list(value.shape), "gradients": {}}
            if reduction != "none":
                grads = jax.grad(lambda xs: reduce(call({**given, **xs})))({k: given[k] for k in learned})
                result["gradients"] = {k: numbers(g) for k, g in grads.items()}
            results.append(result)
    return {"loss": ours, "name": name, "cast": True, "inputs": {k: pack(v) for k, v in inputs.items()}, "options": options, "results": results}


def others(n):
    names = ("anchor", "positive", "negative")
    for p, margin in [(2, 1.0), (4, 0.5)]:
        call = lambda x: optax.losses.triplet_margin_loss(*(x[k] for k in names), norm_degree=p, margin=margin)
        inputs = {k: n.normal(4, 3) for k in names}
        yield many(call, "optax.triplet_margin_loss", f"p {p}", inputs, {"p": p, "margin": margin}, names)
    for blank, labels in [(0, [[1, 2, 3], [3, 3, 1]]), (3, [[0, 1, 2], [2, 0, 0]])]:
        lengths = {"input_lengths": numpy.array([7, 6]), "target_lengths": numpy.array([3, 2])}
        inputs = {"log_probs": n.normal(2, 7, 4), "targets": numpy.array(labels), **lengths}
        padding = lambda sizes, width: jax.numpy.asarray((numpy.arange(width)[None] >= numpy.asarray(sizes)[:, None]) * 1.0)
        call = lambda x: optax.losses.ctc_loss(
            x["log_probs"],
            padding(x["input_lengths"], 7).astype(x["log_probs"].dtype),
            x["targets"],
            padding(x["target_lengths"], 3).astype(x["log_probs"].dtype),
            blank_id=blank,
        )
        yield many(call, "optax.ctc_loss", f"blank {blank}", inputs, {"blank": blank}, ("log_probs",))


def main(path):
    n = Numbers(12)
    versions = {"optax": optax.__version__, "jax": jax.__version__, "numpy": numpy.__version__}
    write(path, versions, [*softmax(n), *binary(n), *pairs(n), *others(n)])


main(sys.argv[1])
