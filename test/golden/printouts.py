"""What libraries print of small tensors, for the reader of tensor text: printouts.json.

Made with PyTorch 2.15.0, NumPy 2.4.6, pandas 3.1.1, tabulate 0.10.0, JAX 0.10.2 and TensorFlow 2.21.0.
Run once for each library that is there: python3 test/golden/printouts.py torch numpy
"""
import json
import math
import pathlib
import sys

import numpy as np

FLOATS = {
    "vector": np.array([0.5, -1.25, 3.0]),
    "matrix": np.array([[0.361595, 1.304, 0.94708], [-1.265421, -0.623274, 0.041326]]),
    "cube": np.arange(12.0).reshape(2, 3, 2) / 7,
    "mixed": np.array([[1e-5, 1.0, 12345.678], [0.1, 1e7, -3.5]]),
    "infinite": np.array([[1.5, np.nan], [np.inf, -np.inf]]),
    "wide": np.arange(40.0).reshape(2, 20) / 3,
    "whole": np.array([[1.0, 2.0], [3.0, 40.0]]),
}
INTEGERS = {"classes": np.array([0, 2, 1]), "counts": np.array([[1, 20], [-300, 4]])}


def number(x):
    return x if math.isfinite(x) else "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"


def tensor(values, dtype=None, name=None):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": [number(float(x)) for x in values.reshape(-1)],
            **({"dtype": dtype} if dtype else {}), **({"name": name} if name else {})}


def torch_cases():
    import torch
    for name, a in FLOATS.items():
        for dtype in (torch.float32, torch.float64):
            t = torch.tensor(a, dtype=dtype)
            yield f"{name} {dtype}", repr(t), [tensor(a, str(dtype)[6:])]
        x = torch.tensor(a, dtype=torch.float32, requires_grad=True)
        yield f"{name} with a history", repr(x * 1), [tensor(a, "float32")]
        yield f"{name} parameter", repr(torch.nn.Parameter(x)), [tensor(a, "float32")]
        yield f"{name} on a GPU", repr(x.detach())[:-1] + ", device='cuda:0', grad_fn=<AddmmBackward0>)", [tensor(a, "float32")]
        yield f"{name} with its shape", f"{x.detach()} {x.shape} {x.dtype}", [tensor(a, "float32")]
    for name, a in INTEGERS.items():
        yield name, repr(torch.tensor(a)), [tensor(a, "int64")]
    yield "flags", repr(torch.tensor([[True, False]])), [tensor([[1, 0]], "bool")]
    yield "empty", repr(torch.zeros(0, 3)), [tensor(np.zeros((0, 3)), "float32")]
    yield "max", repr(torch.tensor([[1.0, 5.0], [7.0, 2.0]]).max(1)), [tensor([5, 7], None, "values"), tensor([1, 0], "int64", "indices")]
    layer = torch.nn.Linear(2, 1)
    layer.weight.data[:] = torch.tensor([[0.5, 0.25]])
    layer.bias.data[:] = 1
    weights = [tensor([[0.5, 0.25]], None, "weight"), tensor([1], None, "bias")]
    yield "state", repr(layer.state_dict()), weights
    yield "state of Python 3.12", "OrderedDict({'weight': tensor([[0.5000, 0.2500]]), 'bias': tensor([1.])})", weights
    yield "loss and logits", repr((torch.tensor(0.5), torch.tensor([1.0, 2.0]))), [tensor(0.5), tensor([1, 2])]
    yield "two printed", "tensor([[1., 2.]]) tensor([1])", [tensor([[1, 2]]), tensor([1], "int64")]
    yield "named parameter", f"fc.weight {layer.weight}", [tensor([[0.5, 0.25]], None, "fc.weight")]
    yield "sparse", repr(torch.eye(2).to_sparse()), "sparse"
    yield "complex", repr(torch.tensor([1 + 2j])), "Complex"
    yield "meta", repr(torch.ones(2, device="meta")), "meta device"
    yield "shortened", repr(torch.arange(2000.0)), "shortened"


def numpy_cases():
    for name, a in {**FLOATS, **INTEGERS}.items():
        yield f"{name} repr", repr(a), [tensor(a)]
        yield f"{name} str", str(a), [tensor(a)]
        yield f"{name} named", f"x = {a}", [tensor(a, None, "x")]
    yield "float32", repr(np.array([0.1, 0.2], dtype=np.float32)), [tensor([0.1, 0.2], "float32")]
    yield "numbers", repr([np.float64(0.5), np.float64(0.25)]), [tensor([0.5, 0.25])]
    with np.printoptions(precision=3, suppress=True):
        yield "suppressed", repr(FLOATS["matrix"].round(3)), [tensor(FLOATS["matrix"].round(3))]
    yield "shortened", repr(np.arange(2000.0)), "shortened"


def pandas_cases():
    import pandas as pd
    from tabulate import tabulate
    for name in ("matrix", "infinite", "whole", "wide"):
        a = FLOATS[name].round(4)
        frame = pd.DataFrame(a, columns=[f"c{i}" for i in range(a.shape[1])])
        with pd.option_context("display.max_columns", None):
            yield f"{name} frame", repr(frame), [tensor(a)]
            yield f"{name} labelled", repr(pd.DataFrame(a, index=["row 0", "row 1"])), [tensor(a)]
        yield f"{name} without index", frame.to_string(index=False), [tensor(a)]
        for separator in (",", "\t", ";"):
            yield f"{name} CSV {separator}", frame.to_csv(sep=separator, index=False), [tensor(a)]
            yield f"{name} CSV {separator} with index", frame.to_csv(sep=separator), [tensor(a)]
        yield f"{name} CSV without header", frame.to_csv(index=False, header=False), [tensor(a)]
        for form in ("grid", "pipe", "simple", "github", "psql", "rst"):
            yield f"{name} {form}", tabulate(frame, headers="keys", tablefmt=form, floatfmt=".4f"), [tensor(a)]
            yield f"{name} {form} without index", tabulate(frame, headers="keys", tablefmt=form, floatfmt=".4f", showindex=False), [tensor(a)]
    yield "series", repr(pd.Series([0.1, 0.2], name="loss")), [tensor([0.1, 0.2], "float64", "loss")]


def jax_cases():
    import jax.numpy as jnp
    for name, a in {**FLOATS, **INTEGERS}.items():
        x = jnp.array(a)
        yield f"{name} repr", repr(x), [tensor(np.asarray(x), str(x.dtype))]
        yield f"{name} str", str(x), [tensor(np.asarray(x))]


def tensorflow_cases():
    import tensorflow as tf
    for name, a in {**FLOATS, **INTEGERS}.items():
        x = tf.constant(a.astype("float32") if a.dtype.kind == "f" else a)
        yield f"{name} repr", repr(x), [tensor(x.numpy(), x.dtype.name)]
        yield f"{name} str", str(x), [tensor(x.numpy(), x.dtype.name)]
        yield f"{name} variable", repr(tf.Variable(x)), [tensor(x.numpy(), x.dtype.name)]


LIBRARIES = {"torch": torch_cases, "numpy": numpy_cases, "pandas": pandas_cases, "jax": jax_cases, "tensorflow": tensorflow_cases}
path = pathlib.Path(__file__).with_suffix(".json")
found = json.loads(path.read_text()) if path.exists() else {}
for library in sys.argv[1:]:
    # A string in place of tensors is a word of the refusal.
    found[library] = [{"name": name, "text": text, **({"refused": made} if isinstance(made, str) else {"tensors": made})}
                      for name, text, made in LIBRARIES[library]()]
    print(library, len(found[library]))
path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
