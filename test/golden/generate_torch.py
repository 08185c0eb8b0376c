"""
Values and gradients of every loss as PyTorch computes them, for test/unit/core/golden.test.ts.

    python3 test/golden/generate_torch.py test/golden/torch.json
    python3 test/golden/generate_torch.py test/golden/torch-current.json --beside test/golden/torch.json

The file names the version of PyTorch that wrote it. `--beside` runs the same cases under another version and keeps
only what differs, and what only that version has (cases_recent.py). The cases are in cases_*.py.
"""

import json
import sys
import warnings

import torch

import cases_classes
import cases_margins
import cases_pairs
import cases_papers
import cases_regression
from common import apart, plain, write

warnings.simplefilter("ignore")


def numbers(tensor):
    """The values, float32 as the shortest text that reads back as the same float32."""
    flat = tensor.detach().reshape(-1)
    if flat.dtype == torch.float32:
        return [plain(float(str(value))) for value in flat.numpy()]
    return plain(flat.tolist())


def pack(tensor):
    return {"data": numbers(tensor), "shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch.")}


def pack_all(values):
    return {name: pack(v) if torch.is_tensor(v) else plain(v) for name, v in values.items()}


def to(dtype, values):
    """Casts the floating tensors of a case; indices and masks keep their dtype."""
    cast = lambda v: v.to(dtype) if torch.is_tensor(v) and v.is_floating_point() else v
    return {name: cast(value) for name, value in values.items()}


def run(case, dtype, reduction):
    inputs, options = (to(dtype, case.inputs), to(dtype, case.options)) if case.cast else (case.inputs, case.options)
    learns = lambda name, value: name in case.learned and value.is_floating_point()
    leaves = {n: v.clone().requires_grad_(True) if learns(n, v) else v for n, v in inputs.items()}
    result = {"dtype": str(dtype).removeprefix("torch."), "reduction": reduction}
    try:
        value = case.call(leaves, options, reduction)
        if value.requires_grad and reduction != "none":
            value.sum().backward()
    except (RuntimeError, ValueError, IndexError, TypeError) as error:
        return {**result, "error": str(error).splitlines()[0]}
    gradients = {n: numbers(leaf.grad) for n, leaf in leaves.items() if leaf.grad is not None}
    return {**result, "value": numbers(value), "shape": list(value.shape), "gradients": gradients}


def record(case):
    results = [run(case, dtype, reduction) for dtype in case.dtypes for reduction in case.reductions]
    head = {"loss": case.loss, "name": case.name, "cast": case.cast}
    return {**head, "inputs": pack_all(case.inputs), "options": pack_all(case.options), "results": results}


def differing(cases, beside):
    """The results of `cases` that are not those of the file `beside`."""
    with open(beside, encoding="utf-8") as file:
        others = json.load(file)["cases"]
    for case, other in zip(cases, others, strict=True):
        pairs = zip(case["results"], other["results"], strict=True)
        results = [mine for mine, theirs in pairs if apart(mine, theirs)]
        if results:
            yield {**case, "results": results}


MODULES = (cases_classes, cases_pairs, cases_regression, cases_margins, cases_papers)


def recent():
    """Their names and versions; torchvision is not there beside every PyTorch."""
    import torchvision

    import cases_found
    import cases_half
    import cases_recent

    modules = (cases_recent, cases_half, cases_found)
    cases = [case for module in modules for case in module.cases()]
    return {"torchvision": torchvision.__version__}, [record(case) for case in cases]


def main(path, beside=None):
    records = [record(case) for module in MODULES for case in module.cases()]
    versions = {"torch": torch.__version__, "results": sum(len(each["results"]) for each in records)}
    if beside is None:
        return write(path, versions, records)
    more_versions, more_records = recent()
    return write(path, {**versions, **more_versions}, [*differing(records, beside), *more_records])


if __name__ == "__main__":
    main(*[argument for argument in sys.argv[1:] if argument != "--beside"])
