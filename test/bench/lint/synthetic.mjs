// A project as research code looks: a package of models that register themselves, so that all of them import each other,
// helpers, training scripts that use them, and one long file.

const layers = (/** @type {number} */ n) => 16 + (n % 7) * 8;

/** A module with a network and a helper loss. @param {number} n */
const model = (n) => `import torch
import torch.nn as nn
import torch.nn.functional as F
from project.models import register
${n > 0 ? `from project.models.model_${n - 1} import Block as Previous\n` : ''}

class Block(nn.Module):
    def __init__(self, width=${layers(n)}, dropout=0.1):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.first = nn.Linear(width, 4 * width)
        self.second = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        hidden = F.relu(self.first(self.norm(x)))
        return x + self.dropout(self.second(hidden))


@register("net${n}")
class Net${n}(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.body = nn.Sequential(*[Block() for _ in range(4)])
        self.head = nn.Linear(${layers(n)}, classes)

    def forward(self, x, mask=None):
        features = self.body(x)
        if mask is not None:
            features = features * mask.unsqueeze(-1)
        return self.head(features.mean(dim=1))


def smoothed(logits, target, amount=0.1):
    log_p = F.log_softmax(logits, dim=-1)
    return (1 - amount) * F.nll_loss(log_p, target) - amount * log_p.mean()
`;

/** The package of `count` models, which it imports and which import it. @param {number} count */
const registry = (count) => `MODELS = {}


def register(name):
    def add(cls):
        MODELS[name] = cls
        return cls

    return add


def build(name, **options):
    return MODELS[name](**options)


${Array.from({ length: count }, (_, n) => `from .model_${n} import Net${n}`).join('\n')}
`;

/** A training script. @param {number} n */
const script = (n) => `import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from project.models.model_${n} import Net${n}, smoothed


def train(model, loader, criterion, optimizer, device="cpu"):
    model.train()
    total = 0.0
    for inputs, target in loader:
        inputs, target = inputs.to(device), target.to(device)
        optimizer.zero_grad()
        output = model(inputs)
        loss = criterion(output, target) + 0.1 * smoothed(output, target)
        loss.backward()
        optimizer.step()
        total += loss.item() * inputs.size(0)
    return total / len(loader.dataset)


def main(dataset, epochs=10):
    model = Net${n}()
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loader = DataLoader(dataset, batch_size=64, shuffle=True)
    for epoch in range(epochs):
        print(epoch, train(model, loader, criterion, optimizer))
`;

/** A numbered part of the long file: a network, its loss and a step. @param {number} n */
const part = (n) => `
class Expert${n}(nn.Module):
    """Expert ${n} of the mixture."""

    def __init__(self, width=${layers(n)}, classes=10):
        super().__init__()
        self.net = Net${n % 90}(classes)
        self.gate = nn.Linear(width, 1)
        self.scale = nn.Parameter(torch.ones(classes))

    def forward(self, x):
        logits = self.net(x) * self.scale
        weight = torch.sigmoid(self.gate(x.mean(dim=1)))
        return logits, weight


def step_${n}(expert, batch, optimizer, weight=None):
    inputs, target = batch["inputs"], batch["target"]
    logits, gate = expert(inputs)
    loss = F.cross_entropy(logits, target, weight=weight)
    gate_loss = F.binary_cross_entropy(gate.squeeze(-1), batch["gate"].float())
    total = loss + 0.${(n % 9) + 1} * gate_loss
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    accuracy = (logits.argmax(dim=-1) == target).float().mean()
    return {"loss": loss.item(), "gate": gate_loss.item(), "accuracy": accuracy.item()}

`;

const modelCount = 99;

export const longFile = 'project/mixture.py';

/** @param {number} lines */
function longText(lines) {
  const imports = Array.from({ length: 90 }, (_, n) => `from project.models.model_${n} import Net${n}`);
  let text = `import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n${imports.join('\n')}\n`;
  for (let n = 0; text.split('\n').length < lines; n++) text += part(n);
  return text;
}

/**
 * The files of the project, 200 with the long one of 3,000 lines.
 * @returns {Map<string, string>} text by path
 */
export function syntheticProject() {
  const files = new Map([
    ['project/__init__.py', ''],
    ['project/models/__init__.py', registry(modelCount)],
    [longFile, longText(3_000)],
  ]);
  for (let n = 0; n < modelCount; n++) files.set(`project/models/model_${n}.py`, model(n));
  for (let n = 0; files.size < 200; n++) files.set(`scripts/train_${n}.py`, script(n));
  return files;
}
