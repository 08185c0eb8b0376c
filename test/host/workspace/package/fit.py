import torch.nn.functional as F

from .network import Network

network = Network()


def loss_of(x, y):
    return F.cross_entropy(network(x), y)
