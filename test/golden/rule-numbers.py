"""Prints the figures that rules state, as PyTorch computes them: test/golden/rule-numbers.json.

usage: python3 test/golden/rule-numbers.py > test/golden/rule-numbers.json
"""
import json
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter("ignore")
f64 = torch.float64
logits = torch.tensor([[2.0, 0.5, -1.0]], dtype=f64)
p = torch.tensor([[0.7, 0.2, 0.1]], dtype=f64)
zero = torch.tensor([0])


def floor(classes):
    """Cross-entropy of a perfect prediction that passed a softmax first."""
    perfect = torch.zeros(1, classes, dtype=f64)
    perfect[0, 0] = 1
    return F.cross_entropy(perfect, zero).item()


def twice(score, label):
    """BCE with logits of a score that passed a sigmoid first."""
    return F.binary_cross_entropy_with_logits(torch.tensor([score], dtype=f64).sigmoid(), torch.tensor([label], dtype=f64)).item()


def gradient(loss, scores):
    x = torch.tensor([scores], dtype=torch.float32, requires_grad=True)
    loss(x).backward()
    return x.grad.abs().max().item()


one = torch.tensor([1])
one_hot = torch.tensor([[0.0, 1.0, 0.0]])
ten = torch.zeros(1, 10).index_fill(1, torch.tensor([3]), 10.0).tolist()[0]
three = torch.tensor([[1.0], [2.0], [3.0]])

figures = {
    "torch": torch.__version__,
    "floor": {str(c): floor(c) for c in (2, 3, 10, 100, 1000)},
    "sigmoid twice": {"positive": twice(1e4, 1.0), "negative": twice(-1e4, 0.0), "largest": torch.sigmoid(torch.tensor(1.0)).item()},
    "tanh first": {str(c): F.cross_entropy(torch.tensor([[9.0] + [-9.0] * (c - 1)], dtype=f64).tanh(), zero).item() for c in (3, 10)},
    "tanh first, yes or no": F.binary_cross_entropy_with_logits(torch.tensor([9.0], dtype=f64).tanh(), torch.ones(1, dtype=f64)).item(),
    "relu first, no": F.binary_cross_entropy_with_logits(torch.tensor([-9.0]).relu(), torch.zeros(1)).item(),
    "softmax twice, wrong by 10": gradient(lambda x: F.cross_entropy(x.softmax(1), zero), ten),
    "softmax once, wrong by 10": gradient(lambda x: F.cross_entropy(x, zero), ten),
    "nll of probabilities": F.nll_loss(logits.softmax(1), zero).item(),
    "nll of logits": F.nll_loss(logits, zero).item(),
    "cross-entropy": F.cross_entropy(logits, zero).item(),
    "kl of probabilities": F.kl_div(logits.softmax(1), p, reduction="batchmean").item(),
    "kl of logits": F.kl_div(logits, p, reduction="batchmean").item(),
    "kl": F.kl_div(logits.log_softmax(1), p, reduction="batchmean").item(),
    "bce clamp at 17": F.binary_cross_entropy(torch.tensor([17.0]).sigmoid(), torch.zeros(1)).item(),
    "mse gradient": gradient(lambda x: F.mse_loss(x.softmax(1), one_hot), [10.0, 0.0, 0.0]),
    "cross-entropy gradient": gradient(lambda x: F.cross_entropy(x, one), [10.0, 0.0, 0.0]),
    "log plus epsilon": -torch.log(torch.tensor([0.0, -30.0]).softmax(0) + 1e-9)[1].item(),
    "broadcast mse": F.mse_loss(three, three.squeeze(1)).item(),
    "hinge of 0": F.hinge_embedding_loss(torch.tensor([0.3]), torch.tensor([0.0])).item(),
    "hinge of -1": F.hinge_embedding_loss(torch.tensor([0.3]), torch.tensor([-1.0])).item(),
    "soft margin of 0": F.soft_margin_loss(torch.tensor([3.0]), torch.tensor([0.0])).item(),
    "multi-hot as ids": F.multilabel_margin_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[1, 0, 0, 1]])).item(),
    "ids": F.multilabel_margin_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[0, 3, -1, -1]])).item(),
    "pt from weight 10": torch.exp(-F.cross_entropy(torch.zeros(1, 2), one, weight=torch.tensor([1.0, 10.0]), reduction="none")).item(),
    "focal factor of a mean": (1 - torch.exp(-F.nll_loss(torch.log(torch.tensor([[0.9, 0.1], [0.9, 0.1]])), torch.tensor([0, 1])))).item() ** 2,
    "weights of samples": (F.mse_loss(torch.tensor([1.0, 3.0]), torch.zeros(2), reduction="none") * torch.tensor([1.0, 0.0])).mean().item(),
    "weights after the mean": (F.mse_loss(torch.tensor([1.0, 3.0]), torch.zeros(2)) * torch.tensor([1.0, 0.0])).mean().item(),
    "bce swapped": F.binary_cross_entropy(torch.tensor([1.0]), torch.tensor([0.9])).item(),
    "bce": F.binary_cross_entropy(torch.tensor([0.9]), torch.tensor([1.0])).item(),
}
print(json.dumps(figures, indent=1))
