"""What PyTorch says to every lesson of the panel.

Reads the lessons as JSON on standard input, computes each setting with torch.nn.functional and prints
{"torch": version, "values": {id: [value, other or null]}}. Written with PyTorch 1.13.1; run by test/tools/lessons.mjs.
"""

import json
import sys

import torch
import torch.nn.functional as F

DTYPES = {name: getattr(torch, name) for name in ("float64", "float32", "float16", "bfloat16", "int64")}
NUMBERS = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def tensor(state, floating):
    data = [NUMBERS.get(x, x) if isinstance(x, str) else x for x in state["data"]]
    dtype = DTYPES[state["dtype"]]
    return torch.tensor(data, dtype=floating if dtype.is_floating_point else dtype).reshape(state["shape"])


def sigmoid_focal(inputs, targets, alpha, gamma, reduction):
    p = torch.sigmoid(inputs)
    ce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce * (1 - p_t) ** gamma
    if alpha >= 0:
        loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
    return {"mean": loss.mean(), "sum": loss.sum()}[reduction]


def value(setting):
    floating = DTYPES[setting["dtype"]]
    inputs = {name: tensor(state, floating) for name, state in setting["inputs"].items()}
    options = {k: tensor(v, floating) if isinstance(v, dict) else v for k, v in setting["options"].items()}
    prediction = next(name for name in ("inputs", "log_probs", "input") if name in inputs)
    x = inputs[prediction] / setting.get("temperature", 1)
    activation = setting.get("activation", "none")
    if activation == "sigmoid":
        x = torch.sigmoid(x)
    elif activation != "none":
        x = getattr(F, activation)(x, dim=-1)
    inputs[prediction] = x
    reduction = setting["reduction"]
    if setting["loss"] == "sigmoid_focal_loss":
        return sigmoid_focal(**inputs, **options, reduction=reduction).item()
    if setting["loss"] == "distribution_cross_entropy":
        return -torch.special.xlogy(inputs["target"], x).sum(-1).mean().item()
    return getattr(F, setting["loss"])(**inputs, **options, reduction=reduction).item()


lessons = json.load(sys.stdin)
values = {
    lesson["id"]: [value(lesson["setting"]), value(lesson["compare"]) if lesson.get("compare") else None]
    for lesson in lessons
}
json.dump({"torch": torch.__version__, "values": values}, sys.stdout, indent=2)
sys.stdout.write("\n")
