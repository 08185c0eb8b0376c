"""What TensorFlow makes of the snippets in evaluate-tensorflow.txt.

Made with TensorFlow 2.20.0. Run: python3 test/golden/evaluate-tensorflow.py
"""
import json
import math
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent


def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def run(code):
    scope = {"np": np, "tf": tf}
    exec(code, scope)
    made = {k: v.numpy() for k, v in scope.items() if isinstance(v, tf.Tensor)}
    return {k: {"tensor": plain(np.asarray(v, dtype=float).tolist() if v.dtype.kind == "f" else v.tolist()),
                "shape": list(v.shape), "dtype": str(v.dtype)} for k, v in made.items()}


cases = []
for part in (HERE / "evaluate-tensorflow.txt").read_text().split("### ")[1:]:
    name, _, code = part.partition("\n")
    code = code.strip("\n") + "\n"
    cases.append({"name": name, "code": code, "values": run(code)})
(HERE / "evaluate-tensorflow.json").write_text(
    json.dumps({"tensorflow": tf.__version__, "cases": cases}, indent=1) + "\n")
print(len(cases), "snippets", tf.__version__)
