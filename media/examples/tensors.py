"""Tensors to select.

Select the prediction, add the target to the selection (Alt+click, drag), open the context menu and choose
"Compute Loss from Selection". Any of these forms works, and so does what you paste from your own terminal.
"""

import numpy as np
import torch
import torch.nn.functional as F

# A batch of three, four classes. Select both, or the call below them.
logits = torch.tensor([[2.1, -0.4, 0.3, 0.0], [0.2, 1.9, -1.0, 0.5], [-0.3, 0.1, 0.4, 0.2]])
labels = torch.tensor([0, 1, 3])
loss = F.cross_entropy(logits, labels)

# Imbalanced classes: how much does each sample weigh, and what does the mean divide by?
weight = torch.tensor([0.1, 0.3, 1.0, 0.5])
weighted = F.cross_entropy(logits, labels, weight=weight)

# Several labels at once: one sigmoid a label, and rare labels count more.
tags = torch.tensor([[1.8, 0.75, -2.0], [-0.5, 0.1, 3.0]])
wanted = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
tagging = F.binary_cross_entropy_with_logits(tags, wanted, pos_weight=torch.tensor([1.0, 2.0, 5.0]))

# Two distributions. KL is not symmetric: swap them and see.
p = np.array([0.40, 0.10, 0.25, 0.25])
q = np.array([0.30, 0.20, 0.20, 0.30])

# What a terminal shows works too:
#
# tensor([[ 1.2153, -0.3702,  0.8891],
#         [-1.0440,  0.2137,  1.9926]], grad_fn=<AddmmBackward0>)
#
# tensor([0, 2])
