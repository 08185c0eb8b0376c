"""Losses over classes: cross-entropy, negative log-likelihood, softmax focal."""

import torch
import torch.nn.functional as F

from case import Case, Numbers

INF = float("inf")


def cross_entropy(inputs, options, reduction):
    return F.cross_entropy(inputs["input"], inputs["target"], reduction=reduction, **options)


def nll(inputs, options, reduction):
    return F.nll_loss(inputs["input"], inputs["target"], reduction=reduction, **options)


def softmax_focal(inputs, options, reduction):
    """Lin et al. 2017 (https://arxiv.org/abs/1708.02002), on PyTorch's own log_softmax and nll_loss."""
    target, gamma, ignore = inputs["target"], options.get("gamma", 2.0), options.get("ignore_index", -100)
    axis = 0 if inputs["input"].dim() == 1 else 1
    logp = F.log_softmax(inputs["input"], axis)
    cross = F.nll_loss(logp, target, reduction="none", ignore_index=ignore)
    loss = (1 - torch.exp(-cross)) ** gamma * cross
    kept = target != ignore
    if options.get("alpha") is not None:
        loss = loss * options["alpha"][target.clamp(min=0)]
    loss = torch.where(kept, loss, torch.zeros_like(loss))
    return {"none": loss, "sum": loss.sum(), "mean": loss.sum() / kept.sum()}[reduction]


# name, input shape, target shape
SHAPES = [
    ("unbatched", (5,), ()),
    ("batch", (4, 3), (4,)),
    ("many classes", (3, 17), (3,)),
    ("one class", (3, 1), (3,)),
    ("sequence", (2, 4, 3), (2, 3)),
    ("image", (2, 3, 2, 2), (2, 2, 2)),
    ("volume", (1, 3, 2, 1, 2), (1, 2, 1, 2)),
    ("empty batch", (0, 3), (0,)),
]


def index_options(classes, numbers):
    weight = numbers.uniform(classes, low=0.2, high=2.0)
    yield "plain", {}
    yield "weight", {"weight": weight}
    yield "ignore", {"ignore_index": 0}
    yield "weight and ignore", {"weight": weight, "ignore_index": 0}


def smoothing_options(classes, numbers):
    weight = numbers.uniform(classes, low=0.2, high=2.0)
    yield "smoothing", {"label_smoothing": 0.1}
    yield "full smoothing", {"label_smoothing": 1.0}
    yield "smoothing and weight", {"label_smoothing": 0.3, "weight": weight}
    yield "smoothing, weight, ignore", {"label_smoothing": 0.2, "weight": weight, "ignore_index": 0}


def classes_of(shape):
    return shape[0] if len(shape) == 1 else shape[1]


def shaped_cases(numbers):
    for name, shape, target_shape in SHAPES:
        classes = classes_of(shape)
        target = numbers.index(classes, *target_shape)
        logits = numbers.normal(*shape, scale=2.0)
        logp = F.log_softmax(logits, 0 if len(shape) == 1 else 1)
        for option, options in index_options(classes, numbers):
            yield Case("cross_entropy", f"{name}, {option}", cross_entropy, {"input": logits, "target": target}, options)
            yield Case("nll_loss", f"{name}, {option}", nll, {"input": logp, "target": target}, options)
        for option, options in smoothing_options(classes, numbers):
            yield Case("cross_entropy", f"{name}, {option}", cross_entropy, {"input": logits, "target": target}, options)
        for option, options in focal_options(classes, numbers):
            inputs = {"input": logits, "target": target}
            yield Case("softmax_focal_loss", f"{name}, {option}", softmax_focal, inputs, options)


def focal_options(classes, numbers):
    yield "plain", {}
    yield "gamma 0", {"gamma": 0.0}
    yield "gamma 1.5 and alpha", {"gamma": 1.5, "alpha": numbers.uniform(classes, low=0.2, high=2.0)}
    yield "ignore", {"ignore_index": 0}


def probability_cases(numbers):
    both = ("input", "target")
    for name, shape, _ in SHAPES:
        axis = 0 if len(shape) == 1 else 1
        classes = classes_of(shape)
        inputs = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.rows(*shape, axis=axis)}
        weight = numbers.uniform(classes, low=0.2, high=2.0)
        for option, options in [
            ("soft", {}),
            ("soft, weight", {"weight": weight}),
            ("soft, smoothing", {"label_smoothing": 0.1}),
            ("soft, weight and smoothing", {"weight": weight, "label_smoothing": 0.4}),
            ("soft, negative ignore_index", {"ignore_index": -1}),
        ]:
            yield Case("cross_entropy", f"{name}, {option}", cross_entropy, inputs, options, learned=both)
    one_hot = torch.eye(3, dtype=torch.float64)
    weight = torch.tensor([0.1, 0.3, 1.0], dtype=torch.float64)
    yield Case("cross_entropy", "one-hot, weight", cross_entropy, {"input": numbers.normal(3, 3), "target": one_hot}, {"weight": weight})
    yield Case("cross_entropy", "unnormalised", cross_entropy, {"input": numbers.normal(2, 3), "target": numbers.uniform(2, 3, high=4.0)})


def rows_of(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def edge_cases():
    index = lambda *values: torch.tensor(values, dtype=torch.int64)
    huge = rows_of([1e4, -1e4, 0.0], [-1e4, 1e4, 1e4], [0.0, 0.0, 0.0])
    below = rows_of([-INF, 1.0, 2.0], [0.5, -INF, -INF])
    for name, logits, target, options in [
        ("huge logits", huge, index(0, 1, 2), {}),
        ("huge wrong logits", huge, index(1, 0, 2), {}),
        ("all ignored", huge, index(-100, -100, -100), {}),
        ("one ignored", huge, index(-100, 1, 2), {}),
        ("padding id", huge, index(-1, 1, -1), {"ignore_index": -1}),
        ("minus infinity beside the target", below, index(1, 0), {}),
        ("minus infinity on the target", below, index(0, 2), {}),
        ("minus infinity and smoothing", below, index(1, 0), {"label_smoothing": 0.1}),
        ("a row of minus infinity", rows_of([-INF, -INF]), index(0), {}),
        ("plus infinity", rows_of([INF, 0.0]), index(0), {}),
        ("nan", rows_of([float("nan"), 0.0], [1.0, 2.0]), index(0, 1), {}),
        ("zero weights", huge, index(0, 0, 0), {"weight": torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64)}),
        ("nearly certain", rows_of([30.0, 0.0], [0.0, 40.0]), index(0, 1), {}),
    ]:
        inputs = {"input": logits, "target": target}
        yield Case("cross_entropy", name, cross_entropy, inputs, options)
        if "label_smoothing" not in options:
            yield Case("nll_loss", name, nll, inputs, options)
    soft = {"input": below[:1], "target": rows_of([0.0, 0.5, 0.5])}
    yield Case("cross_entropy", "minus infinity where the target is 0", cross_entropy, soft)
    byte = {"input": huge, "target": torch.tensor([0, 1, 2], dtype=torch.uint8)}
    yield Case("cross_entropy", "uint8 target", cross_entropy, byte)


def error_cases():
    numbers = Numbers(99)
    long = lambda *values: torch.tensor(values, dtype=torch.int64)
    x = numbers.normal(2, 3)
    for name, logits, target, options in [
        ("float indices", x, torch.tensor([0.0, 1.0]), {}),
        ("int32 indices", x, torch.tensor([0, 1], dtype=torch.int32), {}),
        ("bool indices", x, torch.tensor([True, False]), {}),
        ("column target", x, long([0], [1]), {}),
        ("wide target", x, long([0, 1], [1, 0]), {}),
        ("long one-hot", x, long([1, 0, 0], [0, 1, 0]), {}),
        ("out of bounds", x, long(0, 3), {}),
        ("negative class", x, long(0, -1), {}),
        ("batch mismatch", x, long(0, 1, 2), {}),
        ("scalar target", x, torch.tensor(1), {}),
        ("unbatched mismatch", x[0], long(0, 1), {}),
        ("sequence with classes last", numbers.normal(2, 5, 3), long([0, 1, 2, 1, 0], [0, 1, 2, 1, 0]), {}),
        ("image with class axis", numbers.normal(2, 3, 4, 4), torch.zeros(2, 1, 4, 4, dtype=torch.int64), {}),
        ("image size", numbers.normal(2, 3, 4, 4), torch.zeros(2, 4, 3, dtype=torch.int64), {}),
        ("weight length", x, long(0, 1), {"weight": torch.ones(2, dtype=torch.float64)}),
        ("weight dtype", x, long(0, 1), {"weight": torch.ones(3, dtype=torch.float32)}),
        ("weight length, smoothing", x, long(0, 1), {"weight": torch.ones(2, dtype=torch.float64), "label_smoothing": 0.1}),
        ("weight length, soft", x, numbers.rows(2, 3), {"weight": torch.ones(2, dtype=torch.float64)}),
        ("smoothing above 1", x, long(0, 1), {"label_smoothing": 1.5}),
        ("ignore_index with probabilities", x, numbers.rows(2, 3), {"ignore_index": 1}),
        ("integer logits", long([1, 2, 3], [4, 5, 6]), long(0, 1), {}),
        ("scalar logits", torch.tensor(1.0, dtype=torch.float64), torch.tensor(0), {}),
    ]:
        inputs = {"input": logits, "target": target}
        options_ = dict(options)
        yield Case("cross_entropy", name, cross_entropy, inputs, options_, reductions=("mean",), dtypes=(torch.float64,), cast=False)
        if "label_smoothing" not in options and "soft" not in name and "probab" not in name:
            yield Case("nll_loss", name, nll, inputs, options_, reductions=("mean",), dtypes=(torch.float64,), cast=False)


def cases():
    numbers = Numbers(1)
    yield from shaped_cases(numbers)
    yield from probability_cases(numbers)
    yield from edge_cases()
    yield from error_cases()
