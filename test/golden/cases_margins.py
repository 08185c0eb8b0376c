"""Margin, ranking and embedding losses."""

import torch
import torch.nn.functional as F

from case import Case, Numbers
from cases_pairs import SHAPES, functional, reduced

ONCE = dict(reductions=("mean",), dtypes=(torch.float64,), cast=False)


def double(*values):
    return torch.tensor(values, dtype=torch.float64)


def long(*values):
    return torch.tensor(values, dtype=torch.int64)


def hinge(inputs, _options, reduction):
    return reduced((1 - inputs["target"] * inputs["input"]).clamp(min=0), reduction)


def named(name, *tensors):
    call = getattr(F, name)
    return lambda inputs, options, reduction: call(*(inputs[t] for t in tensors), reduction=reduction, **options)


def sign_cases(numbers):
    for shape in SHAPES:
        pair = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.sign(*shape)}
        yield Case("soft_margin_loss", f"{shape}", functional("soft_margin_loss"), pair)
        yield Case("hinge_loss", f"{shape}", hinge, pair)
        for margin in (1.0, 0.3, 2.0):
            yield Case("hinge_embedding_loss", f"{shape}, margin {margin}", functional("hinge_embedding_loss"), pair, {"margin": margin})
        trio = {"input1": numbers.normal(*shape), "input2": numbers.normal(*shape), "target": numbers.sign(*shape)}
        for margin in (0.0, 0.5, -0.2):
            call = named("margin_ranking_loss", "input1", "input2", "target")
            yield Case("margin_ranking_loss", f"{shape}, margin {margin}", call, trio, {"margin": margin}, learned=("input1", "input2"))
    far = {"input": double(-50.0, 60.0, 20.0), "target": double(1.0, -1.0, 0.0)}
    yield Case("soft_margin_loss", "far, and a target of 0", functional("soft_margin_loss"), far)
    yield Case("soft_margin_loss", "overflow", functional("soft_margin_loss"), {"input": double(-2000.0, 2000.0), "target": double(1.0, 1.0)}, learned=())
    zero = {"input": double(0.3, 0.7, 1.5), "target": double(0.0, 1.0, 0.0)}
    yield Case("hinge_embedding_loss", "targets of 0", functional("hinge_embedding_loss"), zero)
    yield Case("hinge_embedding_loss", "at the margin", functional("hinge_embedding_loss"), {"input": double(1.0, 0.0), "target": double(-1.0, -1.0)})
    call = named("margin_ranking_loss", "input1", "input2", "target")
    equal = {"input1": double(1.0, 2.0), "input2": double(1.0, 2.0), "target": double(1.0, 0.0)}
    yield Case("margin_ranking_loss", "equal scores", call, equal, learned=("input1", "input2"))
    ranks = {"input1": double([1.0], [2.0]), "input2": double(1.0, 2.0), "target": double(1.0, -1.0)}
    yield Case("margin_ranking_loss", "ranks", call, ranks, **ONCE)


def multi_margin_cases(numbers):
    call = functional("multi_margin_loss")
    for name, shape, target_shape in [("unbatched", (4,), ()), ("batch", (3, 4), (3,)), ("two classes", (4, 2), (4,))]:
        classes = shape[-1]
        inputs = {"input": numbers.normal(*shape), "target": numbers.index(classes, *target_shape)}
        weight = numbers.uniform(classes, low=0.2, high=2.0)
        for option, options in [
            ("plain", {}),
            ("squared", {"p": 2}),
            ("margin", {"margin": 0.4}),
            ("weight", {"weight": weight}),
            ("all", {"p": 2, "margin": 1.7, "weight": weight}),
        ]:
            yield Case("multi_margin_loss", f"{name}, {option}", call, inputs, options)
    x = numbers.normal(2, 3)
    for name, target, options in [
        ("p 3", long(0, 1), {"p": 3}),
        ("out of range", long(0, 3), {}),
        ("float target", torch.tensor([0.0, 1.0]), {}),
        ("weight rank", long(0, 1), {"weight": torch.ones(2, 3, dtype=torch.float64)}),
    ]:
        yield Case("multi_margin_loss", name, call, {"input": x, "target": target}, options, **ONCE)


def multilabel_cases(numbers):
    margin, soft = functional("multilabel_margin_loss"), functional("multilabel_soft_margin_loss")
    batch = {"input": numbers.normal(3, 4), "target": long([3, 0, -1, 1], [-1, 2, 0, 1], [0, 1, 2, 3])}
    yield Case("multilabel_margin_loss", "batch", margin, batch)
    yield Case("multilabel_margin_loss", "unbatched", margin, {"input": numbers.normal(4), "target": long(1, 2, -1, 0)})
    multi_hot = {"input": numbers.normal(1, 4), "target": long([1, 0, 0, 1])}
    yield Case("multilabel_margin_loss", "multi-hot, misread", margin, multi_hot)
    yield Case("multilabel_margin_loss", "float target", margin, {"input": numbers.normal(1, 4), "target": double([1, 0, -1, 0])}, **ONCE)
    for shape in [(3,), (2, 3), (2, 2, 3), (0, 3)]:
        inputs = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.binary(*shape)}
        blurred = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.uniform(*shape)}
        weight = numbers.uniform(3, low=0.2, high=2.0)
        yield Case("multilabel_soft_margin_loss", f"{shape}", soft, inputs)
        yield Case("multilabel_soft_margin_loss", f"{shape}, soft", soft, blurred, learned=("input", "target"))
        yield Case("multilabel_soft_margin_loss", f"{shape}, weight", soft, inputs, {"weight": weight})
    far = {"input": double([1e4, -1e4], [1e4, -1e4]), "target": double([1, 0], [0, 1])}
    yield Case("multilabel_soft_margin_loss", "huge logits", soft, far)


def embedding_cases(numbers):
    cosine = named("cosine_embedding_loss", "input1", "input2", "target")
    vectors = ("input1", "input2")
    for shape, target in [((3,), double(1.0)[0]), ((3,), double(-1.0)[0]), ((4, 3), numbers.sign(4)), ((2, 5), double(1.0, 0.0)), ((0, 3), numbers.sign(0))]:
        pair = {"input1": numbers.normal(*shape), "input2": numbers.normal(*shape), "target": target}
        for margin in (0.0, 0.3, -0.5):
            yield Case("cosine_embedding_loss", f"{shape} {target.tolist()}, margin {margin}", cosine, pair, {"margin": margin}, learned=vectors)
    zero = {"input1": double([0.0, 0.0], [1.0, 2.0]), "input2": double([1.0, 1.0], [2.0, 4.0]), "target": double(1.0, -1.0)}
    yield Case("cosine_embedding_loss", "zero vector and parallel vectors", cosine, zero, learned=vectors, dtypes=(torch.float64,))
    apart = {**zero, "target": -torch.ones_like(zero["target"])}
    yield Case("cosine_embedding_loss", "zero vector and parallel vectors, dissimilar", cosine, apart, learned=vectors, dtypes=(torch.float64,))
    for name, a, b, y in [
        ("column target", numbers.normal(2, 3), numbers.normal(2, 3), double([1.0], [1.0])),
        ("single target", numbers.normal(2, 3), numbers.normal(2, 3), double(1.0)[0]),
        ("target for one", numbers.normal(3), numbers.normal(3), double(1.0)),
    ]:
        yield Case("cosine_embedding_loss", name, cosine, {"input1": a, "input2": b, "target": y}, **ONCE)
    yield from triplet_cases(numbers)


def triplet_cases(numbers):
    call = named("triplet_margin_loss", "anchor", "positive", "negative")
    names = ("anchor", "positive", "negative")
    for shape in [(3,), (4, 3), (2, 2, 3), (0, 3)]:
        trio = {name: numbers.normal(*shape) for name in names}
        for option, options in [
            ("plain", {}),
            ("swap", {"swap": True}),
            ("p 1", {"p": 1.0}),
            ("p 3, margin 2", {"p": 3.0, "margin": 2.0}),
            ("large eps", {"eps": 0.01, "swap": True}),
        ]:
            yield Case("triplet_margin_loss", f"{shape}, {option}", call, trio, options, learned=names)
    ranks = {"anchor": numbers.normal(2, 3), "positive": numbers.normal(3), "negative": numbers.normal(2, 3)}
    yield Case("triplet_margin_loss", "ranks", call, ranks, **ONCE)


def cases():
    numbers = Numbers(4)
    yield from sign_cases(numbers)
    yield from multi_margin_cases(numbers)
    yield from multilabel_cases(numbers)
    yield from embedding_cases(numbers)
