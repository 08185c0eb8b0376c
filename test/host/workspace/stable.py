import torch
import torch.nn.functional as F


def entropy(logits: torch.Tensor) -> torch.Tensor:
    probabilities = F.softmax(logits, dim=-1)
    return -(probabilities * torch.log(F.softmax(logits, dim=-1))).sum(-1).mean()
