"""What Keras, optax and JAX make of the snippets in evaluate-keras.txt.

Made with Keras 3.15.1 (JAX back end), optax 0.2.8, JAX 0.10.2, on the CPU.
Run: KERAS_BACKEND=jax python3 test/golden/evaluate-keras.py
"""
import json
import math
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax

HERE = pathlib.Path(__file__).parent


def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def run(code):
    scope = {"np": np, "jnp": jnp, "jax": jax, "keras": keras, "optax": optax}
    given = set(scope)
    exec(code, scope)
    made = {k: np.asarray(v) for k, v in scope.items()
            if k not in given and isinstance(v, (jax.Array, np.ndarray))}
    return {k: {"tensor": plain(v.astype(float).tolist() if v.dtype.kind == "f" else v.tolist()),
                "shape": list(v.shape), "dtype": str(v.dtype)} for k, v in made.items()}


cases = []
for part in (HERE / "evaluate-keras.txt").read_text().split("### ")[1:]:
    name, _, code = part.partition("\n")
    code = code.strip("\n") + "\n"
    cases.append({"name": name, "code": code, "values": run(code)})
versions = {"keras": keras.__version__, "optax": optax.__version__, "jax": jax.__version__}
(HERE / "evaluate-keras.json").write_text(json.dumps({**versions, "cases": cases}, indent=1) + "\n")
print(len(cases), "snippets", versions)
