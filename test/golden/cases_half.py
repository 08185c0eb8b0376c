"""Half precision: where a recent PyTorch computes in float16 and bfloat16 on the processor."""

import torch
import torch.nn.functional as F

from case import Case, Numbers
from cases_classes import cross_entropy, nll
from cases_pairs import BOTH, functional
from cases_recent import vision_focal

HALF = dict(dtypes=(torch.float16, torch.bfloat16))


def cases():
    n = Numbers(8)
    for shape in [(4, 3), (3, 17), (2, 3, 2)]:
        target = n.index(shape[1], shape[0], *shape[2:])
        logits = n.normal(*shape, scale=2.0)
        weight = n.uniform(shape[1], low=0.2, high=2.0)
        for option, options in [("plain", {}), ("weight", {"weight": weight}), ("smoothing", {"label_smoothing": 0.1})]:
            yield Case("cross_entropy", f"half {shape}, {option}", cross_entropy, {"input": logits, "target": target}, options, **HALF)
        inputs = {"input": logits, "target": n.rows(*shape, axis=1)}
        yield Case("cross_entropy", f"half {shape}, soft", cross_entropy, inputs, **HALF)
        logp = F.log_softmax(logits, 1)
        yield Case("nll_loss", f"half {shape}", nll, {"input": logp, "target": target}, **HALF)
    for shape in [(4,), (2, 3)]:
        x, y = n.normal(*shape, scale=2.0), n.normal(*shape, scale=2.0)
        bits = n.binary(*shape)
        for loss in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"):
            yield Case(loss, f"half {shape}", functional(loss), {"input": x, "target": y}, learned=BOTH, **HALF)
        yield Case("binary_cross_entropy_with_logits", f"half {shape}", functional("binary_cross_entropy_with_logits"), {"input": x, "target": bits}, **HALF)
        yield Case("binary_cross_entropy", f"half {shape}", functional("binary_cross_entropy"), {"input": n.uniform(*shape, low=0.05, high=0.95), "target": bits}, **HALF)
        yield Case("kl_div", f"half {shape}", functional("kl_div"), {"input": torch.log(n.rows(*shape)), "target": n.rows(*shape)}, reductions=("mean", "batchmean", "sum", "none"), **HALF)
        yield Case("sigmoid_focal_loss", f"half {shape}", vision_focal, {"inputs": x, "targets": bits}, learned=("inputs",), **HALF)
        yield Case("poisson_nll_loss", f"half {shape}", functional("poisson_nll_loss"), {"input": x, "target": torch.round(n.uniform(*shape, high=6.0))}, **HALF)
        yield Case("soft_margin_loss", f"half {shape}", functional("soft_margin_loss"), {"input": x, "target": n.sign(*shape)}, **HALF)
    big = {"input": torch.tensor([300.0, 12.0, -5.0], dtype=torch.float64), "target": torch.tensor([0.0, 11.0, -4.0], dtype=torch.float64)}
    yield Case("mse_loss", "half, a square that overflows", functional("mse_loss"), big, **HALF)
    far = {"input": torch.tensor([[12.0, -12.0, 0.0], [1e4, 0.0, -1e4]], dtype=torch.float64), "target": torch.tensor([1, 1])}
    yield Case("cross_entropy", "half, far apart", cross_entropy, far, **HALF)
