"""What only recent releases of PyTorch have: weights of elements in regression losses, and torchvision's focal loss."""

from torchvision.ops import sigmoid_focal_loss

from case import Case, Numbers
from cases_pairs import BOTH, functional


def vision_focal(inputs, options, reduction):
    return sigmoid_focal_loss(inputs["inputs"], inputs["targets"], reduction=reduction, **options)


def cases():
    numbers = Numbers(6)
    for shape in [(4,), (2, 3)]:
        pair = {"input": numbers.normal(*shape), "target": numbers.normal(*shape)}
        weight = {"weight": numbers.uniform(*shape, low=0.2, high=2.0)}
        for loss in ("mse_loss", "l1_loss", "huber_loss"):
            yield Case(loss, f"{shape}, weight", functional(loss), pair, weight, learned=BOTH)
        logits = {"inputs": numbers.normal(*shape, scale=2.0), "targets": numbers.binary(*shape)}
        for options in ({}, {"alpha": -1.0, "gamma": 0.5}, {"alpha": 0.75, "gamma": 3.0}):
            yield Case("sigmoid_focal_loss", f"torchvision {shape}, {options}", vision_focal, logits, options, learned=("inputs",))
