"""What code exported by the panel prints.

Reads [{"code": …}, …] as JSON on standard input, executes each by itself and prints
{"versions": …, "printed": [first line or error, …]}. Run by test/tools/exported.mjs with PyTorch 1.13.1 and with Keras 3.15.1
(JAX back end) and optax 0.2.8.
"""

import contextlib
import importlib.metadata
import io
import json
import os
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
warnings.simplefilter("ignore")


def printed(code):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, "exported", "exec"), {"__name__": "__main__"})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return out.getvalue().split("\n")[0]


def versions():
    for name in ("torch", "keras", "jax", "optax", "numpy"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield name, importlib.metadata.version(name)


results = [printed(one["code"]) for one in json.load(sys.stdin)]
json.dump({"versions": dict(versions()), "printed": results}, sys.stdout)
