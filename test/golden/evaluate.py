"""What real PyTorch and NumPy make of the snippets in evaluate-snippets.txt.

Each snippet stands below a line `### name`. Everything it assigns, prints and raises is stored.
Made with PyTorch 1.13.1, NumPy 1.24.2, SciPy 1.10.1 and scikit-learn 1.2.1. Run: /usr/bin/python3 test/golden/evaluate.py
"""
import contextlib
import io
import json
import math
import pathlib
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent


def number(value):
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def numbers(value):
    return [numbers(v) for v in value] if isinstance(value, list) else number(value)


def plain(value):
    """The value as JSON, or None for what is no data."""
    if isinstance(value, torch.Tensor):
        kept = value.detach()
        data = kept.double() if kept.dtype.is_floating_point else kept
        return {"tensor": numbers(data.tolist()), "shape": list(value.shape), "dtype": str(value.dtype)[6:]}
    if isinstance(value, (np.ndarray, np.generic)):
        return {"tensor": numbers(value.astype(float).tolist() if value.dtype.kind == "f" else value.tolist()),
                "shape": list(value.shape), "dtype": str(value.dtype)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return {"value": number(value)}
    if isinstance(value, (list, tuple)):
        items = [plain(v) for v in value]
        return None if any(item is None for item in items) else {"items": items}
    if isinstance(value, dict):
        items = {str(k): plain(v) for k, v in value.items()}
        return None if any(item is None for item in items.values()) else {"entries": items}
    return None


def run(code):
    scope = {"__name__": "__main__"}
    exec("import math, random\nimport numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F", scope)
    known = set(scope)
    out = io.StringIO()
    error = None
    torch.manual_seed(999)
    try:
        with contextlib.redirect_stdout(out):
            exec(code, scope)
    except Exception as e:
        error = {"type": type(e).__name__, "message": str(e)}
    values = {k: plain(v) for k, v in scope.items() if k not in known and not k.startswith("_")}
    return {"values": {k: v for k, v in values.items() if v is not None}, "output": out.getvalue(), "error": error}


def main():
    text = (HERE / "evaluate-snippets.txt").read_text()
    cases = []
    for part in text.split("### ")[1:]:
        name, _, code = part.partition("\n")
        code = code.strip("\n") + "\n"
        cases.append({"name": name.strip(), "code": code, **run(code)})
    path = HERE / "evaluate.json"
    path.write_text(json.dumps({"torch": torch.__version__, "numpy": np.__version__, "cases": cases}, indent=1) + "\n")
    print(len(cases), "snippets,", sum(case["error"] is not None for case in cases), "raise")


main()
