from torch import nn

from package.network import Network

network = Network()
criterion = nn.CrossEntropyLoss()


def fit(loader, optimizer):
    for x, y in loader:
        loss = criterion(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
