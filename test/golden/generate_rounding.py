"""
float32 numbers and what PyTorch makes of them in float16 and bfloat16, for test/unit/core/rounding.test.ts.

    python3 test/golden/generate_rounding.py test/golden/rounding.json
"""

import json
import sys

import numpy
import torch

from common import plain


def numbers():
    random = numpy.random.RandomState(3)
    for scale in (1e-45, 1e-41, 1e-38, 6e-8, 1e-6, 6.1e-5, 1e-3, 1.0, 300.0, 6e4, 1e30, 3e38):
        yield from random.uniform(-1, 1, 60) * scale
    # Ties and their neighbours, the ends of the ranges, and the powers of two.
    for exponent in range(-30, 17):
        base = 2.0**exponent
        for digits in (2**-11, 3 * 2**-11, 2**-8, 3 * 2**-8, 0):
            yield from (base * (1 + digits), -base * (1 + digits), base * (1 + digits) * (1 + 2**-23))
    yield from (65504.0, 65519.996, 65520.0, 65536.0, 3.3895314e38, 3.3961775e38, 3.4028235e38, 0.0, -0.0)
    yield from (float("inf"), float("-inf"), float("nan"))


def main(path):
    source = torch.tensor(list(numbers()), dtype=torch.float32)
    columns = [source, source.half().float(), source.bfloat16().float()]
    rows = [plain([c[i].item() for c in columns]) for i in range(len(source))]
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"versions": {"torch": "%s"},\n"columns": ["float32", "float16", "bfloat16"],\n"rows": [\n' % torch.__version__)
        file.write(",\n".join(json.dumps(row) for row in rows))
        file.write("\n]}\n")


main(sys.argv[1])
