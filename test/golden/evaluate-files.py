"""Tensor files as NumPy 1.24.2 and PyTorch 1.13.1 write them, base64, with what is in them.
Run: /usr/bin/python3 test/golden/evaluate-files.py"""
import base64
import collections
import io
import json
import os
import pathlib
import pickle
import struct

import numpy as np
import torch


def npy(array, **kw):
    out = io.BytesIO()
    np.save(out, array, **kw)
    return out.getvalue()


def npz(save, **arrays):
    out = io.BytesIO()
    save(out, **arrays)
    return out.getvalue()


def pt(value, **kw):
    out = io.BytesIO()
    torch.save(value, out, **kw)
    return out.getvalue()


def safetensors(tensors):
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, (dtype, shape, raw) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def show(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": [v if v == v and abs(v) != float("inf") else str(v)
                                                   for v in array.astype(np.float64).reshape(-1).tolist()]}


class Evil:
    def __reduce__(self):
        return (os.system, ("echo harm",))


m = np.array([[1.5, -2.25, 3.0], [4.0, float("inf"), 6.5]])
cases = []


def case(name, data, expected):
    cases.append({"name": name, "base64": base64.b64encode(data).decode(), "expected": expected})


for dtype in ["<f8", "<f4", "<f2", ">f4", ">f8"]:
    case(f"float{dtype}.npy", npy(m.astype(dtype)), {"": {**show(m), "stored": dtype}})
for dtype in ["<i8", "<i4", ">i2", "|i1", "<u4", "<u2", "|u1", "|b1"]:
    a = np.array([[0, 1], [1, 0], [1, 1]]).astype(dtype)
    case(f"int{dtype}.npy".replace("|", ""), npy(a), {"": {**show(a), "stored": dtype}})
case("fortran.npy", npy(np.asfortranarray(m)), {"": show(m)})
case("cube.npy", npy(np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))), {"": show(np.arange(24.0).reshape(2, 3, 4))})
case("scalar.npy", npy(np.float32(2.5)), {"": show(np.float32(2.5))})
case("empty.npy", npy(np.zeros((0, 3))), {"": show(np.zeros((0, 3)))})
case("dictionary.npy", npy({"logits": m, "step": 3}, allow_pickle=True), {"logits": show(m)})
case("plain.npz", npz(np.savez, logits=m, labels=np.array([2, 0])), {"logits": show(m), "labels": show([2, 0])})
case("packed.npz", npz(np.savez_compressed, logits=m, labels=np.array([2, 0])), {"logits": show(m), "labels": show([2, 0])})

t = torch.tensor(m, dtype=torch.float32)
state = collections.OrderedDict(
    [("w", t), ("h", t.half()), ("b", t.bfloat16()), ("i", torch.tensor([3, -4])), ("view", t.t()[1:]), ("flag", torch.tensor([True, False]))])
expected = {"w": show(m), "h": show(m), "b": show(m), "i": show([3, -4]), "view": show(m.T[1:]), "flag": show([1, 0])}
case("state.pt", pt(state), expected)
case("legacy.pt", pt(state, _use_new_zipfile_serialization=False), expected)
case("lone.pt", pt(t), {"": show(m)})
case("parameter.pt", pt(torch.nn.Parameter(t)), {"": show(m)})
case("list.pt", pt([t, {"y": torch.tensor(1.5)}]), {"0": show(m), "1.y": show(1.5)})
case("checkpoint.pt", pt({"epoch": 3, "model": {"fc.weight": t}, "opt": {"state": {0: {"exp_avg": t * 2}}}}),
     {"model.fc.weight": show(m), "opt.state.0.exp_avg": show(m * 2)})
torch.manual_seed(0)
layer = torch.nn.Sequential(torch.nn.Linear(2, 1))
case("module.pt", pt(layer), {"0.weight": show(layer[0].weight.detach()), "0.bias": show(layer[0].bias.detach())})
case("evil.pt", pt({"x": t, "harm": Evil()}), {"x": show(m)})
for protocol in range(6):
    data = pickle.dumps({"a": m, "s": np.float32(0.5), "l": [np.array([1, 2])]}, protocol=protocol)
    case(f"protocol{protocol}.pkl", data, {"a": show(m), "s": show(0.5), "l.0": show([1, 2])})

f32 = m.astype("<f4")
case("model.safetensors", safetensors({
    "w": ("F32", [2, 3], f32.tobytes()),
    "b": ("BF16", [2, 3], t.bfloat16().view(torch.int16).numpy().tobytes()),
    "h": ("F16", [2, 3], m.astype("<f2").tobytes()),
    "i": ("I64", [2], np.array([3, -4]).tobytes()),
    "e5": ("F8_E5M2", [3], bytes([0x3C, 0x40, 0xBC])),
    "e4": ("F8_E4M3", [3], bytes([0x38, 0x40, 0xB8])),
}), {"w": show(m), "b": show(m), "h": show(m), "i": show([3, -4]), "e5": show([1, 2, -1]), "e4": show([1, 2, -1])})

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"torch": torch.__version__, "numpy": np.__version__, "cases": cases}, indent=1) + "\n")
