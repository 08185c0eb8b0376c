"""Cross-entropy, number by number. Every line shows its value; hover over a loss for its formula."""

import torch
import torch.nn as nn
import torch.nn.functional as F

# 1. A prediction is a distribution. Cross-entropy is minus the log of what it gives to the true class.
prediction = torch.tensor([0.1, 0.2, 0.6, 0.1])
surprise = -torch.log(prediction[2])  # 0.5108
sure_and_right = -torch.log(torch.tensor(0.99))  # 0.0101
sure_and_wrong = -torch.log(torch.tensor(0.01))  # 4.6052

# 2. PyTorch starts from logits: softmax and logarithm are inside.
logits = torch.tensor([[3.05, 3.13, 3.48]])
probabilities = F.softmax(logits, dim=1)  # 0.2762, 0.2992, 0.4246
categorical = F.cross_entropy(logits, torch.tensor([2]))  # 0.8566

# 3. The same number in two steps.
two_steps = F.nll_loss(F.log_softmax(logits, dim=1), torch.tensor([2]))  # 0.8566

# 4. Two classes: binary cross-entropy, from a probability and from a logit.
binary = nn.BCELoss()(torch.tensor([0.75]), torch.tensor([1.0]))  # 0.2877
per_class = nn.BCELoss()(torch.tensor([0.277, 0.299, 0.424]), torch.tensor([0.0, 0.0, 1.0]))  # 0.5125
from_logits = nn.BCEWithLogitsLoss()(torch.tensor([1.8, 0.75]), torch.tensor([1.0, 0.0]))  # 0.6449

# 5. Entropy is the cross-entropy of a distribution with itself: no prediction can score lower.
labels = torch.tensor([0.40, 0.10, 0.25, 0.25])
entropy = -(labels * labels.log()).sum()  # 1.2899
close = -(labels * torch.tensor([0.30, 0.15, 0.25, 0.30]).log()).sum()  # 1.3189
further = -(labels * torch.tensor([0.30, 0.20, 0.20, 0.30]).log()).sum()  # 1.3459

# 6. Label smoothing asks for less confidence.
smoothed = F.cross_entropy(torch.tensor([[0.0, 0.0, 4.0, 0.0]]), torch.tensor([2]), label_smoothing=0.1)

# 7. The gradient with respect to the logits is the prediction minus the truth.
scores = torch.tensor([[3.05, 3.13, 3.48]], requires_grad=True)
F.cross_entropy(scores, torch.tensor([2])).backward()
gradient = scores.grad  # 0.2762, 0.2992, -0.5754

# 8. A loss of one's own: right on paper, but its gradient vanishes just where the model is most wrong.
def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()


own = mnist_loss(torch.tensor([2.0, -1.0, 0.5]), torch.tensor([1, 0, 0]))

# 9. Read in a tutorial: "always pair it with softmax". The loss is 0.6897 where it should be 0.2231.
probs = F.softmax(torch.log(torch.tensor([[0.1, 0.8, 0.1]])), dim=1)
too_high = nn.CrossEntropyLoss()(probs, torch.tensor([1]))
