"""What real PyTorch and NumPy say to the examples in error-examples.txt: the refused call's message, and that the other works.

error-examples.txt is written from the catalogue (src/evaluate/errors/catalogue) by `UPDATE=1 npx vitest run … error-examples`.
Made with PyTorch 1.13.1 and NumPy 1.24.2. Run: /usr/bin/python3 test/golden/error-examples.py
"""
import json
import pathlib
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
IMPORTS = "import numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"


def message(code):
    try:
        exec(IMPORTS + code, {})
    except Exception as error:
        return {"type": type(error).__name__, "message": str(error)}
    return None


cases = []
for part in (HERE / "error-examples.txt").read_text().split("### ")[1:]:
    name, _, code = part.partition("\n")
    cases.append({"name": name, "code": code.strip("\n"), "error": message(code)})
result = {"torch": torch.__version__, "numpy": np.__version__, "cases": cases}
(HERE / "error-examples.json").write_text(json.dumps(result, indent=1) + "\n")
print(len(cases), "calls,", sum(case["error"] is not None for case in cases), "refused")
