"""Regression losses beyond squared and absolute error."""

import math

import torch
import torch.nn.functional as F

from case import Case, Numbers
from cases_pairs import BOTH, SHAPES, functional, reduced

ONCE = dict(reductions=("mean",), dtypes=(torch.float64,), cast=False)


def log_cosh(inputs, _options, reduction):
    """log cosh without overflow: |e| + log(1 + exp(-2|e|)) - log 2."""
    distance = (inputs["input"] - inputs["target"]).abs()
    return reduced(distance + F.softplus(-2 * distance) - math.log(2), reduction)


def gaussian(inputs, options, reduction):
    return F.gaussian_nll_loss(inputs["input"], inputs["target"], inputs["var"], reduction=reduction, **options)


def robust_cases(numbers):
    for shape in SHAPES:
        pair = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.normal(*shape, scale=2.0)}
        for beta in (1.0, 0.3, 0.0, 2.5):
            yield Case("smooth_l1_loss", f"{shape}, beta {beta}", functional("smooth_l1_loss"), pair, {"beta": beta}, learned=BOTH)
        for delta in (1.0, 0.3, 2.5):
            yield Case("huber_loss", f"{shape}, delta {delta}", functional("huber_loss"), pair, {"delta": delta}, learned=BOTH)
        yield Case("log_cosh_loss", f"{shape}", log_cosh, pair, learned=BOTH)
    far = {"input": torch.tensor([1e4, -1e4, 0.0], dtype=torch.float64), "target": torch.zeros(3, dtype=torch.float64)}
    for loss, call in [("smooth_l1_loss", functional("smooth_l1_loss")), ("huber_loss", functional("huber_loss")), ("log_cosh_loss", log_cosh)]:
        yield Case(loss, "far", call, far, learned=BOTH)
        column = {"input": numbers.normal(3, 1), "target": numbers.normal(3)}
        yield Case(loss, "column against row", call, column, learned=BOTH)
    yield Case("smooth_l1_loss", "negative beta", functional("smooth_l1_loss"), far, {"beta": -1.0}, **ONCE)
    yield Case("huber_loss", "delta 0", functional("huber_loss"), far, {"delta": 0.0}, **ONCE)


def poisson_cases(numbers):
    call = functional("poisson_nll_loss")
    for shape in SHAPES:
        rate = {"input": numbers.uniform(*shape, low=0.1, high=4.0), "target": torch.round(numbers.uniform(*shape, high=6.0))}
        log_rate = {"input": numbers.normal(*shape), "target": rate["target"]}
        for full in (False, True):
            yield Case("poisson_nll_loss", f"{shape}, log, full {full}", call, log_rate, {"full": full})
            yield Case("poisson_nll_loss", f"{shape}, rate, full {full}", call, rate, {"full": full, "log_input": False})
    zero = {"input": torch.tensor([0.0, 2.0], dtype=torch.float64), "target": torch.tensor([1.0, 0.0], dtype=torch.float64)}
    yield Case("poisson_nll_loss", "rate 0", call, zero, {"log_input": False, "eps": 1e-6})


def gaussian_cases(numbers):
    learned = ("input", "target", "var")
    for shape, var_shape in [((4,), (4,)), ((2, 3), (2, 3)), ((2, 3), (2,)), ((2, 3), (2, 1)), ((2, 2, 3), (2, 2)), ((0, 3), (0, 3))]:
        inputs = {"input": numbers.normal(*shape), "target": numbers.normal(*shape), "var": numbers.uniform(*var_shape, low=0.1, high=2.0)}
        for full in (False, True):
            yield Case("gaussian_nll_loss", f"{shape} {var_shape}, full {full}", gaussian, inputs, {"full": full}, learned=learned)
    one = lambda *values: torch.tensor(values, dtype=torch.float64)
    clamped = {"input": one(1.0, 2.0), "target": one(1.5, 2.0), "var": one(0.0, 1e-9)}
    yield Case("gaussian_nll_loss", "clamped", gaussian, clamped, learned=learned)
    yield Case("gaussian_nll_loss", "large eps", gaussian, clamped, {"eps": 0.5}, learned=learned)
    yield Case("gaussian_nll_loss", "negative variance", gaussian, {**clamped, "var": one(1.0, -0.5)}, **ONCE)
    yield Case("gaussian_nll_loss", "variance size", gaussian, {**clamped, "var": one(1.0, 0.5, 2.0)}, **ONCE)


def cases():
    numbers = Numbers(3)
    yield from robust_cases(numbers)
    yield from poisson_cases(numbers)
    yield from gaussian_cases(numbers)
