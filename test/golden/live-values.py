"""Runs the reader of src/host/values/reader.ts on values of PyTorch and NumPy and stores its answers.

python3 test/golden/live-values.py > test/golden/live-values.json
"""

import json
import pathlib
import re

import numpy as np
import torch

root = pathlib.Path(__file__).resolve().parents[2]
text = (root / "src/host/values/reader.ts").read_text()
names = {}
exec(re.search(r"READER = `(.*?)`;", text, re.S).group(1), names)

cases = {
    "float32 with NaN and infinity": torch.tensor([[1.5, float("nan")], [2.0, float("-inf")]], requires_grad=True),
    "bfloat16": torch.tensor([1.1, 2.2], dtype=torch.bfloat16),
    "class indices": torch.tensor([1, 200, 70000]),
    "bool": torch.tensor([True, False]),
    "scalar": torch.tensor(3.5, dtype=torch.float64),
    "sparse": torch.eye(2).to_sparse(),
    "leading rows": torch.arange(40.0).reshape(8, 5),
    "leading values": torch.arange(30).reshape(1, 30),
    "uint16 array": np.arange(6, dtype="uint16").reshape(2, 3),
    "list": [[1.5, 2], [3, 4]],
    "dictionary": {"logits": torch.zeros(2, 3), "labels": [1, 2]},
    "module": torch.nn.Linear(2, 3),
    "complex": torch.tensor([1 + 2j]),
    "strings": np.array(["a"]),
}
answers = {name: names["read"](value, 12) for name, value in cases.items()}
print(json.dumps({"torch": torch.__version__, "numpy": np.__version__, "answers": answers}, indent=1))
