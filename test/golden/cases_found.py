"""What a comparison of random calls with a recent PyTorch found: refusals, broadcasting, and NaN in gradients."""

import math

import torch
import torch.nn.functional as F

from case import Case, Numbers
from cases_classes import cross_entropy, nll
from cases_margins import double, long, named
from cases_pairs import BOTH, functional

AS_GIVEN = dict(reductions=("mean", "sum"), dtypes=(torch.float64,), cast=False)
TRIPLET = ("anchor", "positive", "negative")
triplet = named("triplet_margin_loss", *TRIPLET)
cosine = named("cosine_embedding_loss", "input1", "input2", "target")
ranking = named("margin_ranking_loss", "input1", "input2", "target")


def refusals(n):
    """Bool and integer tensors, and tensors that would stretch the result."""
    real, bits = n.normal(2, 3), torch.tensor([[True, False, True], [False, True, True]])
    whole = n.index(5, 2, 3)
    for loss in ("l1_loss", "hinge_embedding_loss"):
        yield Case(loss, "bool input", functional(loss), {"input": bits, "target": real.sign()}, learned=(), **AS_GIVEN)
    yield Case("l1_loss", "bool target", functional("l1_loss"), {"input": real, "target": bits}, learned=(), **AS_GIVEN)
    yield Case("smooth_l1_loss", "bool target, beta 0", functional("smooth_l1_loss"), {"input": real, "target": bits}, {"beta": 0.0}, learned=(), **AS_GIVEN)
    yield Case("multilabel_soft_margin_loss", "bool target", functional("multilabel_soft_margin_loss"), {"input": real, "target": bits}, learned=(), **AS_GIVEN)
    yield Case("margin_ranking_loss", "bool target", ranking, {"input1": real, "input2": real, "target": bits}, learned=(), **AS_GIVEN)
    yield Case("margin_ranking_loss", "bool scores", ranking, {"input1": real, "input2": bits, "target": real.sign()}, learned=(), **AS_GIVEN)
    yield Case("huber_loss", "integer input", functional("huber_loss"), {"input": whole, "target": real}, learned=(), **AS_GIVEN)
    yield Case("kl_div", "integer target", functional("kl_div"), {"input": real, "target": whole}, learned=(), **AS_GIVEN)
    yield Case("soft_margin_loss", "integer input", functional("soft_margin_loss"), {"input": whole, "target": real.sign()}, learned=(), **AS_GIVEN)
    yield Case("hinge_embedding_loss", "integer input", functional("hinge_embedding_loss"), {"input": whole, "target": real.sign()}, learned=(), **AS_GIVEN)
    yield Case("multi_margin_loss", "integer scores", functional("multi_margin_loss"), {"input": whole, "target": long(0, 1)}, learned=(), **AS_GIVEN)
    yield Case("multilabel_margin_loss", "integer scores", functional("multilabel_margin_loss"), {"input": whole, "target": long([0, -1, 0], [1, 2, -1])}, learned=(), **AS_GIVEN)
    yield Case("binary_cross_entropy", "integer input", functional("binary_cross_entropy"), {"input": whole.clamp(max=1), "target": real}, learned=(), **AS_GIVEN)
    yield Case("binary_cross_entropy_with_logits", "integer input", functional("binary_cross_entropy_with_logits"), {"input": whole, "target": real}, learned=(), **AS_GIVEN)
    yield Case("nll_loss", "integer input with positions", nll, {"input": whole[None], "target": n.index(2, 1, 3)}, learned=(), **AS_GIVEN)
    yield Case("nll_loss", "bytes with positions", nll, {"input": real[None], "target": n.index(2, 1, 3).to(torch.uint8)}, learned=(), **AS_GIVEN)
    yield Case("cross_entropy", "integer input with positions", cross_entropy, {"input": whole[None], "target": n.index(2, 1, 3)}, learned=(), **AS_GIVEN)
    wide = {"input": n.normal(2, 1), "target": n.sign(2, 3)}
    yield Case("soft_margin_loss", "target that stretches", functional("soft_margin_loss"), wide, learned=(), **AS_GIVEN)
    column, row = n.uniform(2, 1), n.uniform(3, low=0.5, high=2.0)
    yield Case("binary_cross_entropy", "weight that stretches", functional("binary_cross_entropy"), {"input": column, "target": column}, {"weight": row}, learned=(), **AS_GIVEN)
    for option in ("weight", "pos_weight"):
        yield Case("binary_cross_entropy_with_logits", f"{option} that stretches", functional("binary_cross_entropy_with_logits"), {"input": column, "target": column}, {option: row}, learned=(), **AS_GIVEN)


def shapes(n):
    for name, target in [("of one element", long(2)), ("of two elements", long(2, 1))]:
        for loss, call in [("cross_entropy", cross_entropy), ("nll_loss", nll)]:
            # Backward refuses what forward takes.
            yield Case(loss, f"single sample, target {name}", call, {"input": n.normal(4), "target": target}, learned=())
    for p in (1.0, 2.0, 3.0, math.inf):
        inputs = {"anchor": n.normal(3, 4), "positive": n.normal(1, 4), "negative": n.normal(3, 4)}
        yield Case("triplet_margin_loss", f"one positive for all, p {p}", triplet, inputs, {"p": p, "swap": p == 2.0}, learned=TRIPLET)
    inputs = {"input1": n.normal(1, 4), "input2": n.normal(3, 4), "target": n.sign(3)}
    yield Case("cosine_embedding_loss", "one vector beside three", cosine, inputs, learned=("input1", "input2"))
    inputs = {"input1": n.normal(1, 4), "input2": n.normal(1, 4), "target": n.sign(3)}
    yield Case("cosine_embedding_loss", "three targets of one pair", cosine, inputs, learned=("input1", "input2"))
    soft = {"input": n.normal(2), "target": n.binary(3, 2)}
    yield Case("multilabel_soft_margin_loss", "targets of more axes", functional("multilabel_soft_margin_loss"), soft)
    yield Case("multi_margin_loss", "one row, scalar target", functional("multi_margin_loss"), {"input": n.normal(1, 4), "target": torch.tensor(2)})


def gradients(n):
    inputs = {"input1": n.normal(2, 3), "input2": n.normal(2, 3), "target": n.sign(2, 3)}
    yield Case("margin_ranking_loss", "gradient of the target", ranking, inputs, {"margin": 0.5}, learned=(*inputs,))
    counts = {"input": n.normal(4), "target": double(0.0, 1.0, 0.5, 3.0)}
    yield Case("poisson_nll_loss", "full, a count of 0", functional("poisson_nll_loss"), counts, {"full": True}, learned=BOTH)
    far = {"input": double(-90.0, 90.0, -800.0, 3.0), "target": double(1.0, 1.0, 1.0, -1.0)}
    yield Case("soft_margin_loss", "overflow of the gradient", functional("soft_margin_loss"), far)
    for loss in ("l1_loss", "smooth_l1_loss"):
        yield Case(loss, "NaN, beta 0", functional(loss), {"input": double(1.0, math.nan, 2.0), "target": double(1.0, 2.0, 1.0)}, {} if loss == "l1_loss" else {"beta": 0.0}, learned=BOTH)
    logits = {"input": double(math.inf, -math.inf, 1.0), "target": double(1.0, 0.0, -math.inf)}
    yield Case("binary_cross_entropy_with_logits", "infinities", functional("binary_cross_entropy_with_logits"), logits, learned=BOTH)
    soft = {"input": double(-2.0, 0.0, 1.5), "target": double(0.3, 0.9, 0.0)}
    yield Case("binary_cross_entropy_with_logits", "gradient of the target with pos_weight", functional("binary_cross_entropy_with_logits"), soft, {"pos_weight": double(0.5, 2.0, 3.0)}, learned=BOTH)
    yield Case("binary_cross_entropy", "gradient of the target near one half", functional("binary_cross_entropy"), {"input": double(0.5005825757980347, 0.499), "target": double(0.25, 0.75)}, learned=BOTH)
    scores = {"input": double([-3.0, -5.0, 0.0, math.nan]), "target": long(1)}
    yield Case("multi_margin_loss", "NaN among the scores", functional("multi_margin_loss"), scores, {"p": 2})
    inputs = {"anchor": n.normal(2, 3), "positive": n.normal(2, 3), "negative": double([math.inf, 0.0, 1.0], [1.0, 2.0, 3.0])}
    yield Case("triplet_margin_loss", "an infinite component", triplet, inputs, learned=TRIPLET)
    logp = F.log_softmax(n.normal(4, 1, 3), 2)
    ctc = named("ctc_loss", "log_probs", "targets", "input_lengths", "target_lengths")
    lengths = {"input_lengths": long(4), "target_lengths": long(1)}
    yield Case("ctc_loss", "the blank as a label", ctc, {"log_probs": logp, "targets": long([0]), **lengths}, learned=("log_probs",))
    certain = logp.clone()
    certain[1, 0, 2] = -math.inf
    yield Case("ctc_loss", "a log-probability of -inf", ctc, {"log_probs": certain, "targets": long([1]), **lengths}, learned=("log_probs",))


def halves(n):
    """Rounding on the way back in half precision."""
    half = dict(dtypes=(torch.float16, torch.bfloat16))
    certain = {"input": double(0.0, 0.0, 1.0, 0.5), "target": double(0.0, 1.0, 1.0, 0.25)}
    yield Case("binary_cross_entropy", "half, certain", functional("binary_cross_entropy"), certain, **half)
    rates = {"input": double(0.0, 0.5, 3.0), "target": double(0.0, 2.0, 1.0)}
    yield Case("poisson_nll_loss", "half, a rate of 0", functional("poisson_nll_loss"), rates, {"log_input": False}, learned=BOTH, **half)
    inputs = {"input": n.normal(4, scale=3.0), "target": n.normal(4), "var": n.uniform(4, low=0.01, high=1.0)}
    yield Case("gaussian_nll_loss", "half", named("gaussian_nll_loss", "input", "target", "var"), inputs, learned=(*inputs,), **half)


def cases():
    numbers = Numbers(11)
    yield from refusals(numbers)
    yield from shapes(numbers)
    yield from gradients(numbers)
    yield from halves(numbers)
