import torch
import torch.nn.functional as F

logits = torch.tensor([[3.05, 3.13, 3.48]])
probabilities = F.softmax(logits, dim=1)
loss = F.cross_entropy(logits, torch.tensor([2]))
print(loss)
refused = F.cross_entropy(logits, torch.tensor([2.0]))
sample = torch.rand(2)


def step(model, images, labels):
    return F.cross_entropy(model(images), labels)
