"""How PyTorch 1.13.1 and NumPy 1.24.2 print tensors. Run: /usr/bin/python3 test/golden/evaluate-print.py"""
import json
import pathlib

import numpy as np
import torch

CASES = [
    ([1.0, 2.0, 3.0], "float32"),
    ([1.5, 2.25, -3.125], "float32"),
    ([0.03125, 0.09375, 2.5], "float32"),
    ([0.1, 0.2, 0.3], "float32"),
    ([1e-5, 1.0], "float32"),
    ([1e-5, 1.0], "float64"),
    ([12345678.0, 1.0], "float32"),
    ([123456789.0, 0.5], "float32"),
    ([1e9, 2e9], "float32"),
    ([1000.5, 1.25], "float32"),
    ([1001.5, 1.0], "float64"),
    ([float("nan"), 1.0, float("inf")], "float32"),
    ([float("-inf"), 1.5], "float32"),
    ([float("nan"), float("inf")], "float64"),
    ([0.0, 0.0], "float32"),
    ([-0.0, 1.5], "float32"),
    ([0.0], "float64"),
    ([[1, 20], [-300, 4]], "int64"),
    ([[1, 2], [3, 4]], "int32"),
    ([255, 0], "uint8"),
    ([[True, False], [False, False]], "bool"),
    ([True], "bool"),
    (3.5, "float32"),
    (3.0, "float64"),
    (7, "int64"),
    (True, "bool"),
    (1e-8, "float32"),
    (1e20, "float32"),
    ([], "float32"),
    ([], "float64"),
    ([], "int64"),
    ([[], []], "float32"),
    ([[[1.5, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]], "float32"),
    ([[[[1.5]]], [[[2.5]]]], "float64"),
    ([0.1, 0.2], "float16"),
    ([1000.0, 0.5], "float16"),
    (list(range(40)), "int64"),
    ([i / 7 for i in range(30)], "float32"),
    ([i / 7 for i in range(30)], "float64"),
    ([[i * 1.5 for i in range(15)] for _ in range(3)], "float32"),
    ([[float(i) for i in range(30)] for _ in range(2)], "float64"),
    (list(range(1500)), "int64"),
    ([[i / 3 for i in range(40)] for _ in range(40)], "float32"),
    ([[[float(i) for i in range(12)] for _ in range(12)] for _ in range(12)], "float32"),
    ([1 / 3] * 9, "float64"),
    ([0.8566, 0.2877], "float64"),
    ([1.0, 1e-4], "float64"),
    ([9.9e7, 1e6], "float32"),
    ([2.5e-6, 1.0e-5], "float32"),
    ([100.0, 0.123456789], "float64"),
    ([-1.5, 22.25, 333.0], "float64"),
]

out = []
for values, dtype in CASES:
    tensor = torch.tensor(values, dtype=getattr(torch, dtype))
    array = np.array(values, dtype=dtype)
    out.append({
        "flat": [str(v) if isinstance(v, float) and (v != v or v in (float("inf"), float("-inf"))) else float(v)
                 for v in np.array(values, dtype=float).reshape(-1).tolist()],
        "shape": list(tensor.shape),
        "dtype": dtype,
        "torch": repr(tensor),
        "numpy": repr(array),
        "str": str(array) if array.ndim else str(array[()]),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"torch": torch.__version__, "numpy": np.__version__, "cases": out}, indent=1) + "\n")
