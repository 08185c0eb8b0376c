import torch.nn.functional as F
from torch import nn

model = nn.Linear(3, 1)


def regress(rooms, prices):
    return F.mse_loss(model(rooms).squeeze(1), prices)
