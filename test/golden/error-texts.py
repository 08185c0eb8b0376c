"""What current releases say about calls they refuse: error-texts.json.

Made with PyTorch 2.15.0, Keras 3.15.1 on JAX 0.10.2 with optax 0.2.8, and Keras 3.15.1 on TensorFlow 2.21.0.
Run once for each: python3 test/golden/error-texts.py torch; KERAS_BACKEND=jax python3 test/golden/error-texts.py jax
"""
import json
import pathlib
import sys
import traceback
import warnings

import numpy as np

warnings.filterwarnings("ignore")

TORCH = """
F.cross_entropy(x, torch.tensor([0., 1.]))
F.cross_entropy(x, torch.tensor([0, 1], dtype=torch.int32))
F.cross_entropy(x, torch.tensor([[0], [1]]))
F.cross_entropy(x, torch.tensor([[0, 1, 0], [1, 0, 0]]))
F.cross_entropy(x, torch.tensor([0, 3]))
F.cross_entropy(x, torch.tensor([0, 1, 2]))
F.cross_entropy(torch.randn(2, 5, 3), torch.zeros(2, 5, dtype=torch.long))
F.cross_entropy(torch.randn(2, 3, 4, 4), torch.zeros(2, 1, 4, 4, dtype=torch.long))
F.cross_entropy(torch.randn(2, 3, 4, 4), torch.zeros(2, 4, 5, dtype=torch.long))
F.cross_entropy(x, t, weight=torch.ones(2))
F.cross_entropy(x, t, weight=[1., 1., 1.])
nn.CrossEntropyLoss(weight=[1., 2., 3.])
nn.CrossEntropyLoss(x, t)
F.cross_entropy(x, t, label_smoothing=1.5)
F.cross_entropy(x, x.detach(), ignore_index=1)
F.cross_entropy(x, t, reduction='avg')
F.cross_entropy(torch.ones(2, 3, dtype=torch.long), t)
F.cross_entropy(x, [0, 1])
F.cross_entropy(x, np.array([0, 1]))
F.cross_entropy(x)
F.cross_entropy((x, x), t)
F.cross_entropy(None, t)
F.nll_loss(x, torch.tensor([0., 1.]))
F.binary_cross_entropy(x, torch.ones(2, 3))
F.binary_cross_entropy(x.sigmoid(), torch.ones(2))
F.binary_cross_entropy(x.sigmoid(), torch.ones(2, 3, dtype=torch.long))
F.binary_cross_entropy(x.sigmoid(), torch.ones(2, 3), weight=torch.ones(4))
F.binary_cross_entropy_with_logits(x, torch.ones(2))
F.binary_cross_entropy_with_logits(x, torch.ones(2, 3, dtype=torch.long))
F.binary_cross_entropy_with_logits(x, torch.ones(2, 3), pos_weight=2.0)
nn.BCEWithLogitsLoss(pos_weight=2.0)
F.mse_loss(x, torch.ones(4))
F.mse_loss(x, 1.0)
F.mse_loss(x, torch.ones(2, 3, dtype=torch.long)).backward()
F.huber_loss(x, torch.ones(2, 3), delta=-1.)
F.gaussian_nll_loss(x, torch.ones(2, 3), -torch.ones(2, 3))
F.multi_margin_loss(x, t, weight=torch.ones(2))
F.multilabel_margin_loss(x, torch.tensor([[0, 5, -1], [1, 2, -1]]))
F.multilabel_margin_loss(x, torch.tensor([[0, 1], [1, 2]]))
F.triplet_margin_loss(x, torch.ones(2, 3), torch.ones(3))
F.triplet_margin_loss(x, torch.ones(2, 3), torch.ones(2, 3), margin=-1)
F.ctc_loss(torch.randn(5, 2, 3).log_softmax(2), torch.tensor([[1, 2], [1, 1]]), torch.tensor([5, 5]), torch.tensor([3, 2]))
F.ctc_loss(torch.randn(5, 2, 3).log_softmax(2), torch.tensor([[1, 2], [1, 1]]), torch.tensor([5, 5]), torch.tensor([2, 2]), blank=7)
F.one_hot(torch.tensor([0., 1.]))
F.one_hot(torch.tensor([0, 5]), num_classes=3)
x.backward()
torch.ones(2).sum().backward()
x @ x
x + torch.ones(4)
nn.Linear(4, 2)(x)
nn.Linear(3, 2)(x.double())
nn.Embedding(3, 2)(torch.tensor([5]))
nn.Embedding(3, 2)(torch.tensor([0.5]))
nn.Conv2d(3, 4, 3)(torch.randn(1, 1, 8, 8))
nn.BatchNorm1d(3)(torch.randn(1, 3))
nn.LayerNorm(4)(x)
torch.cat([x, torch.ones(2)])
x.gather(1, torch.tensor([0, 1]))
torch.zeros(2, 3).scatter_(1, torch.tensor([0, 1]), 1.)
torch.max(x, 1).backward()
x.expand(3, 3)
torch.arange(3).softmax(0)
-torch.tensor([True])
torch.optim.SGD([torch.ones(2) * x.sum()], lr=0.1)
"""

KERAS = """
L.CategoricalCrossentropy()(classes, p)
L.CategoricalCrossentropy()(onehot[:, :2], p)
L.SparseCategoricalCrossentropy()(onehot, p)
L.SparseCategoricalCrossentropy()(np.array([0, 1, 2]), p)
L.MeanSquaredError()(np.array([1., 2., 3.]), np.array([1., 2.]))
L.CategoricalCrossentropy(reduction='avg')(onehot, p)
L.get('crossentropy')
L.CTC()(onehot, p)
fit(3, 'softmax', 'categorical_crossentropy', classes)
fit(1, 'sigmoid', 'binary_crossentropy', onehot)
"""

OPTAX = """
optax.softmax_cross_entropy(x, y)
optax.softmax_cross_entropy(x.astype(int), o)
optax.softmax_cross_entropy_with_integer_labels(x, o)
optax.squared_error(x, y)
optax.softmax_cross_entropy(x, o[:, :2])
jax.grad(lambda w: optax.softmax_cross_entropy(x * w, o))(1.0)
jax.grad(lambda w: (x * w).sum())(1)
x.__setitem__(0, 1)
jax.jit(lambda a: float(a.sum()))(x)
jax.jit(lambda a: 1 if a.sum() > 0 else 0)(x)
"""


def torch_scope():
    import torch
    from torch import nn
    import torch.nn.functional as F
    return TORCH, {"torch": torch, "nn": nn, "F": F, "np": np, "t": torch.tensor([0, 2]), "x": torch.randn(2, 3, requires_grad=True)}


def keras_scope():
    import keras

    def fit(units, activation, loss, labels):
        model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(units, activation=activation)])
        model.compile(loss=loss)
        model.fit(np.zeros((2, 4), "float32"), labels, verbose=0)

    classes = np.array([2, 0])
    return KERAS, {"L": keras.losses, "np": np, "fit": fit, "classes": classes, "onehot": np.eye(3, dtype="float32")[classes],
                   "p": np.array([[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]], "float32")}


def jax_scope():
    import jax
    import jax.numpy as jnp
    import optax
    calls, scope = keras_scope()
    return calls + OPTAX, {**scope, "jax": jax, "optax": optax, "x": jnp.array(scope["p"]), "y": jnp.array(scope["classes"]), "o": jnp.array(scope["onehot"])}


SCOPES = {"torch": torch_scope, "jax": jax_scope, "tensorflow": keras_scope}
path = pathlib.Path(__file__).with_suffix(".json")
found = json.loads(path.read_text()) if path.exists() else {}
for library in sys.argv[1:]:
    calls, scope = SCOPES[library]()
    found[library] = []
    for call in calls.strip().split("\n"):
        try:
            exec(compile(call, "train.py", "exec"), dict(scope))
        except Exception as error:
            # Folders of the machine are no part of it.
            lines = [line for line in traceback.format_exception_only(error)]
            text = f'Traceback (most recent call last):\n  File "train.py", line 1, in <module>\n    {call}\n{"".join(lines)}'
            found[library].append({"call": call, "text": text})
    print(library, len(found[library]))
path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
