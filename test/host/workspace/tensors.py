import torch
import torch.nn.functional as F

logits = torch.tensor([[3.05, 3.13, 3.48]])
target = torch.tensor([2])
loss = F.cross_entropy(logits, target)

ragged = [[1.0, 2.0], [3.0]]
