"""Losses that compare element with element: binary, divergences, regression."""

import torch
import torch.nn.functional as F

from case import Case, Numbers

INF = float("inf")
BOTH = ("input", "target")


def functional(name):
    call = getattr(F, name)
    return lambda inputs, options, reduction: call(inputs["input"], inputs["target"], reduction=reduction, **options)


def sigmoid_focal(inputs, options, reduction):
    """torchvision.ops.sigmoid_focal_loss, after Lin et al. 2017, on PyTorch's own sigmoid and cross-entropy."""
    x, y = inputs["inputs"], inputs["targets"]
    alpha, gamma = options.get("alpha", 0.25), options.get("gamma", 2.0)
    p = torch.sigmoid(x)
    loss = F.binary_cross_entropy_with_logits(x, y, reduction="none") * (1 - (p * y + (1 - p) * (1 - y))) ** gamma
    if alpha >= 0:
        loss = (alpha * y + (1 - alpha) * (1 - y)) * loss
    return {"none": loss, "sum": loss.sum(), "mean": loss.mean()}[reduction]


def reduced(loss, reduction):
    return {"none": loss, "sum": loss.sum(), "mean": loss.mean()}[reduction]


def entropy(inputs, _options, reduction):
    return reduced(torch.special.entr(inputs["input"]).sum(-1), reduction)


def distribution_cross_entropy(inputs, _options, reduction):
    return reduced(-torch.xlogy(inputs["target"], inputs["input"]).sum(-1), reduction)


SHAPES = [(), (4,), (3, 1), (2, 3), (2, 2, 3), (0, 3)]


def binary_cases(numbers):
    bce, logits = functional("binary_cross_entropy"), functional("binary_cross_entropy_with_logits")
    for shape in SHAPES:
        hard = {"target": numbers.binary(*shape)}
        soft = {"target": numbers.uniform(*shape)}
        weight = numbers.uniform(*shape, low=0.2, high=2.0)
        row = numbers.uniform(*shape[-1:], low=0.2, high=3.0)
        p, x = numbers.uniform(*shape, low=0.01, high=0.99), numbers.normal(*shape, scale=3.0)
        for kind, target in [("hard", hard), ("soft", soft)]:
            for option, options in [("plain", {}), ("weight", {"weight": weight}), ("weight row", {"weight": row})]:
                yield Case("binary_cross_entropy", f"{kind} {shape}, {option}", bce, {"input": p, **target}, options, learned=BOTH)
                yield Case("binary_cross_entropy_with_logits", f"{kind} {shape}, {option}", logits, {"input": x, **target}, options, learned=BOTH)
            for option, options in [("pos_weight", {"pos_weight": row}), ("both weights", {"pos_weight": row, "weight": weight})]:
                yield Case("binary_cross_entropy_with_logits", f"{kind} {shape}, {option}", logits, {"input": x, **target}, options, learned=BOTH)


def binary_edges():
    bce, logits = functional("binary_cross_entropy"), functional("binary_cross_entropy_with_logits")
    t = lambda *values: torch.tensor(values, dtype=torch.float64)
    ends = {"input": t(0.0, 1.0, 0.0, 1.0), "target": t(0.0, 1.0, 1.0, 0.0)}
    yield Case("binary_cross_entropy", "clamped ends", bce, ends)
    yield Case("binary_cross_entropy", "tiny probabilities", bce, {"input": t(1e-30, 1e-8, 1e-3), "target": t(1.0, 1.0, 1.0)})
    yield Case("binary_cross_entropy", "targets beyond 1", bce, {"input": t(0.2, 0.9), "target": t(2.0, -1.0)})
    far = {"input": t(1e4, -1e4, 1e4, -1e4, 800.0, -800.0, 40.0, -40.0), "target": t(1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0)}
    yield Case("binary_cross_entropy_with_logits", "huge logits", logits, far)
    yield Case("binary_cross_entropy_with_logits", "infinite logits", logits, {"input": t(INF, -INF), "target": t(0.0, 1.0)})
    yield Case("binary_cross_entropy_with_logits", "targets beyond 1", logits, {"input": t(0.2, 5.0), "target": t(2.0, 3.0)})
    square = {"input": Numbers(5).normal(2, 3, 2, 2), "target": Numbers(6).binary(2, 3, 2, 2)}
    channel = {"pos_weight": t(1.0, 2.0, 3.0).reshape(3, 1, 1)}
    yield Case("binary_cross_entropy_with_logits", "pos_weight per channel", logits, square, channel)


def binary_errors():
    once = dict(reductions=("mean",), dtypes=(torch.float64,), cast=False)
    double = lambda *v: torch.tensor(v, dtype=torch.float64)
    long = lambda *v: torch.tensor(v, dtype=torch.int64)
    for name, x, y, options in [
        ("column input", double([0.2], [0.3], [0.4]), double(0, 1, 1), {}),
        ("length", double(0.2, 0.3), double(0, 1, 1), {}),
        ("long target", double(0.2, 0.3), long(0, 1), {}),
        ("float target", double(0.2, 0.3), torch.tensor([0.0, 1.0]), {}),
        ("bool target", double(0.2, 0.3), torch.tensor([False, True]), {}),
        ("above 1", double(0.2, 1.3), double(0, 1), {}),
        ("below 0", double(-0.2, 0.3), double(0, 1), {}),
        ("nan", double(float("nan"), 0.3), double(0, 1), {}),
        ("weight shape", double(0.2, 0.3), double(0, 1), {"weight": double(1, 2, 3)}),
    ]:
        inputs = {"input": x, "target": y}
        yield Case("binary_cross_entropy", name, functional("binary_cross_entropy"), inputs, options, **once)
        if name != "float target":
            yield Case("binary_cross_entropy_with_logits", name, functional("binary_cross_entropy_with_logits"), inputs, options, **once)
    inputs = {"input": double([0.2, 0.3], [0.1, 0.4]), "target": double([0, 1], [1, 1])}
    yield Case("binary_cross_entropy_with_logits", "pos_weight shape", functional("binary_cross_entropy_with_logits"), inputs, {"pos_weight": double(1, 2, 3)}, **once)


def focal_cases(numbers):
    for shape in SHAPES:
        inputs = {"inputs": numbers.normal(*shape, scale=2.0), "targets": numbers.binary(*shape)}
        soft = {"inputs": numbers.normal(*shape, scale=2.0), "targets": numbers.uniform(*shape, low=0.1, high=0.9)}
        for option, options in [
            ("plain", {}),
            ("no alpha", {"alpha": -1.0}),
            ("gamma 0", {"gamma": 0.0, "alpha": -1.0}),
            ("gamma 0.5", {"gamma": 0.5}),
            ("gamma 5, alpha 0.9", {"gamma": 5.0, "alpha": 0.9}),
        ]:
            yield Case("sigmoid_focal_loss", f"{shape}, {option}", sigmoid_focal, inputs, options, learned=("inputs",))
            yield Case("sigmoid_focal_loss", f"soft {shape}, {option}", sigmoid_focal, soft, options, learned=("inputs", "targets"), dtypes=(torch.float64,))
    far = torch.tensor([1e4, -1e4, 50.0, -50.0], dtype=torch.float64)
    inputs = {"inputs": far, "targets": torch.tensor([0.0, 1.0, 1.0, 0.0], dtype=torch.float64)}
    yield Case("sigmoid_focal_loss", "huge logits", sigmoid_focal, inputs, {}, learned=("inputs",))


def divergence_cases(numbers):
    kl = functional("kl_div")
    reductions = ("mean", "batchmean", "sum", "none")
    for shape in [(4,), (2, 3), (2, 2, 3), (3, 1)]:
        logq = F.log_softmax(numbers.normal(*shape), -1)
        p = numbers.rows(*shape)
        yield Case("kl_div", f"{shape}", kl, {"input": logq, "target": p}, learned=BOTH, reductions=reductions)
        logp = {"input": logq, "target": p.log()}
        yield Case("kl_div", f"{shape}, log_target", kl, logp, {"log_target": True}, learned=BOTH, reductions=reductions)
        q = {"input": numbers.rows(*shape)}
        yield Case("entropy", f"{shape}", entropy, q)
        yield Case("distribution_cross_entropy", f"{shape}", distribution_cross_entropy, {**q, "target": p}, learned=BOTH)
    t = lambda *values: torch.tensor(values, dtype=torch.float64)
    zero = {"input": t([-1.0, -2.0, -INF]), "target": t([0.0, 1.0, 0.0])}
    yield Case("kl_div", "zeros in the target", kl, zero, reductions=reductions)
    zero = {"input": t([-1.0, -2.0, -3.0]), "target": t([0.0, 0.7, 0.3])}
    yield Case("kl_div", "zeros in the target, gradients", kl, zero, learned=BOTH, reductions=reductions)
    yield Case("kl_div", "log target of zero", kl, {"input": t([-1.0, -2.0]), "target": t([-INF, 0.0])}, {"log_target": True}, reductions=reductions)
    yield Case("kl_div", "probabilities as input", kl, {"input": t([0.2, 0.8]), "target": t([0.5, 0.5])}, reductions=reductions)
    yield Case("kl_div", "broadcast", kl, {"input": F.log_softmax(numbers.normal(2, 3), -1), "target": numbers.rows(1, 3)}, learned=BOTH, reductions=reductions)
    yield Case("entropy", "certain and uniform", entropy, {"input": t([0.0, 1.0, 0.0], [0.25, 0.5, 0.25])})
    yield Case("distribution_cross_entropy", "one-hot", distribution_cross_entropy, {"input": t([0.1, 0.2, 0.6, 0.1]), "target": t([0.0, 0.0, 1.0, 0.0])})
    yield Case("distribution_cross_entropy", "impossible event", distribution_cross_entropy, {"input": t([0.0, 1.0]), "target": t([0.5, 0.5])})


def regression_cases(numbers):
    for loss in ("mse_loss", "l1_loss"):
        for shape in SHAPES:
            pair = {"input": numbers.normal(*shape), "target": numbers.normal(*shape)}
            yield Case(loss, f"{shape}", functional(loss), pair, learned=BOTH)
        column = {"input": numbers.normal(3, 1), "target": numbers.normal(3)}
        yield Case(loss, "column against row", functional(loss), column, learned=BOTH)
        equal = {"input": numbers.normal(3), "target": numbers.normal(3)}
        equal["target"] = equal["input"].clone()
        yield Case(loss, "equal", functional(loss), equal, learned=BOTH)
        once = dict(reductions=("mean",), dtypes=(torch.float64,), cast=False)
        yield Case(loss, "shapes that do not broadcast", functional(loss), {"input": numbers.normal(2, 3), "target": numbers.normal(2)}, **once)


def cases():
    numbers = Numbers(2)
    yield from binary_cases(numbers)
    yield from binary_edges()
    yield from binary_errors()
    yield from focal_cases(numbers)
    yield from divergence_cases(numbers)
    yield from regression_cases(numbers)
