"""Losses that PyTorch does not ship, from their papers' formulas on PyTorch's own operations and autograd; and CTC."""

import torch
import torch.nn.functional as F

from case import Case, Numbers
from cases_classes import SHAPES, classes_of
from cases_pairs import reduced


def log_likelihood(inputs, options):
    """log p of the true class, and which rows count."""
    ignore = options.get("ignore_index", -100)
    logp = F.log_softmax(inputs["input"], 0 if inputs["input"].dim() == 1 else 1)
    return -F.nll_loss(logp, inputs["target"], reduction="none", ignore_index=ignore), inputs["target"] != ignore


def over_kept(loss, kept, reduction):
    loss = torch.where(kept, loss, torch.zeros_like(loss))
    return {"none": loss, "sum": loss.sum(), "mean": loss.sum() / kept.sum()}[reduction]


def poly1(inputs, options, reduction):
    """https://arxiv.org/abs/2204.12511, equation 7."""
    logp, kept = log_likelihood(inputs, options)
    return over_kept(-logp + options.get("epsilon", 2.0) * (1 - logp.exp()), kept, reduction)


def generalized(inputs, options, reduction):
    """https://arxiv.org/abs/1805.07836, equation 6."""
    logp, kept = log_likelihood(inputs, options)
    q = options.get("q", 0.7)
    return over_kept((1 - logp.exp() ** q) / q, kept, reduction)


def perplexity(inputs, options, reduction):
    return torch.exp(F.cross_entropy(inputs["input"], inputs["target"], reduction=reduction, **options))


def dice(inputs, options, reduction):
    """https://arxiv.org/abs/1606.04797, with the sums in place of the squared sums."""
    p, t = masks(inputs)
    smooth = options.get("smooth", 1.0)
    return reduced(1 - (2 * (p * t).sum(-1) + smooth) / (p.sum(-1) + t.sum(-1) + smooth), reduction)


def tversky(inputs, options, reduction):
    """https://arxiv.org/abs/1706.05721, equation 2, smoothed."""
    p, t = masks(inputs)
    alpha, beta, smooth = options.get("alpha", 0.5), options.get("beta", 0.5), options.get("smooth", 1.0)
    hit, false_alarm, miss = (p * t).sum(-1), (p * (1 - t)).sum(-1), ((1 - p) * t).sum(-1)
    return reduced(1 - (hit + smooth) / (hit + alpha * false_alarm + beta * miss + smooth), reduction)


def masks(inputs):
    flat = lambda x: x.flatten(1) if x.dim() > 1 else x
    return flat(inputs["input"]), flat(inputs["target"])


def kl_of_distributions(inputs, _options, reduction):
    p, q = inputs["target"], inputs["input"]
    return reduced((torch.xlogy(p, p) - torch.xlogy(p, q)).sum(-1), reduction)


def likelihood_cases(numbers):
    for name, shape, target_shape in SHAPES:
        inputs = {"input": numbers.normal(*shape, scale=2.0), "target": numbers.index(classes_of(shape), *target_shape)}
        for option, options in [("plain", {}), ("ignore", {"ignore_index": 0})]:
            yield Case("poly1_cross_entropy", f"{name}, {option}", poly1, inputs, options)
            yield Case("poly1_cross_entropy", f"{name}, {option}, epsilon -0.5", poly1, inputs, {**options, "epsilon": -0.5})
            yield Case("generalized_cross_entropy", f"{name}, {option}", generalized, inputs, options)
            yield Case("generalized_cross_entropy", f"{name}, {option}, q 0.2", generalized, inputs, {**options, "q": 0.2})
            yield Case("perplexity", f"{name}, {option}", perplexity, inputs, options, reductions=("mean", "none"))


def mask_cases(numbers):
    for shape in [(5,), (2, 4), (2, 3, 2, 2)]:
        inputs = {"input": numbers.uniform(*shape), "target": numbers.binary(*shape)}
        for smooth in (1.0, 1e-7):
            yield Case("dice_loss", f"{shape}, smooth {smooth}", dice, inputs, {"smooth": smooth}, learned=("input", "target"))
            both = {"smooth": smooth, "alpha": 0.3, "beta": 0.7}
            yield Case("tversky_loss", f"{shape}, smooth {smooth}", tversky, inputs, both, learned=("input", "target"))
        yield Case("distribution_kl_div", f"{shape}", kl_of_distributions, {"input": numbers.rows(*shape), "target": numbers.rows(*shape)}, learned=("input", "target"))
    empty = {"input": torch.zeros(2, 3, dtype=torch.float64), "target": torch.zeros(2, 3, dtype=torch.float64)}
    yield Case("dice_loss", "empty masks", dice, empty)
    one_hot = {"input": torch.tensor([[0.1, 0.2, 0.7]], dtype=torch.float64), "target": torch.tensor([[0.0, 0.0, 1.0]], dtype=torch.float64)}
    yield Case("distribution_kl_div", "one-hot", kl_of_distributions, one_hot)


def ctc(inputs, options, reduction):
    names = ("log_probs", "targets", "input_lengths", "target_lengths")
    return F.ctc_loss(*(inputs[name] for name in names), reduction=reduction, **options)


def ctc_cases(numbers):
    long = lambda *values: torch.tensor(values, dtype=torch.int64)
    learned = ("log_probs",)
    logp = lambda *shape: F.log_softmax(numbers.normal(*shape), -1)
    padded = {"log_probs": logp(6, 3, 4), "targets": long([1, 2, 0], [3, 3, 0], [2, 1, 3]), "input_lengths": long(6, 5, 6), "target_lengths": long(2, 2, 3)}
    yield Case("ctc_loss", "padded", ctc, padded, learned=learned)
    joined = {**padded, "targets": long(1, 2, 3, 3, 2, 1, 3)}
    yield Case("ctc_loss", "one after another", ctc, joined, learned=learned)
    yield Case("ctc_loss", "another blank", ctc, {**padded, "targets": long([1, 2, 0], [0, 0, 1], [2, 1, 0])}, {"blank": 3}, learned=learned)
    single = {"log_probs": logp(5, 3), "targets": long(1, 2), "input_lengths": torch.tensor(5), "target_lengths": torch.tensor(2)}
    yield Case("ctc_loss", "unbatched", ctc, single, learned=learned)
    impossible = {"log_probs": logp(2, 2, 3), "targets": long([1, 1], [1, 2]), "input_lengths": long(2, 2), "target_lengths": long(2, 2)}
    yield Case("ctc_loss", "impossible", ctc, impossible, learned=())
    yield Case("ctc_loss", "impossible, zeroed", ctc, impossible, {"zero_infinity": True}, learned=learned)
    empty = {**padded, "target_lengths": long(0, 1, 2)}
    yield Case("ctc_loss", "empty target", ctc, empty, learned=learned)
    probabilities = {**padded, "log_probs": padded["log_probs"].exp()}
    yield Case("ctc_loss", "probabilities instead", ctc, probabilities, learned=())
    for seed in range(8):
        times, labels = 4 + seed, 1 + seed % 3
        inputs = {
            "log_probs": logp(times, 2, 5),
            "targets": 1 + numbers.index(4, 2, labels),
            "input_lengths": long(times, times),
            "target_lengths": long(labels, labels),
        }
        yield Case("ctc_loss", f"{times} steps, {labels} labels", ctc, inputs, learned=learned)


def cases():
    numbers = Numbers(5)
    yield from likelihood_cases(numbers)
    yield from mask_cases(numbers)
    yield from ctc_cases(numbers)
