"""Numbers of PyTorch's, NumPy's and Python's generators. Run: /usr/bin/python3 test/golden/evaluate-random.py"""
import json
import pathlib
import random

import numpy as np
import torch

out = {"torch": torch.__version__, "numpy": np.__version__, "draws": []}


def draw(generator, seed, steps):
    out["draws"].append({"generator": generator, "seed": seed, "steps": steps})


for seed in [0, 1, 42, 1234, 2**33 + 5]:
    torch.manual_seed(seed)
    draw("torch", seed, [
        ["randn", 3, torch.randn(3).tolist()],
        ["randn", 4, torch.randn(4).tolist()],
        ["randn", 16, torch.randn(16).tolist()],
        ["randn", 37, torch.randn(37).tolist()],
        ["rand", 5, torch.rand(5).tolist()],
        ["randn64", 3, torch.randn(3, dtype=torch.float64).tolist()],
        ["randn64", 20, torch.randn(20, dtype=torch.float64).tolist()],
        ["rand64", 3, torch.rand(3, dtype=torch.float64).tolist()],
        ["randint", 10, torch.randint(0, 7, (10,)).tolist(), 7],
        ["randint", 3, torch.randint(0, 2**40, (3,)).tolist(), 2**40],
        ["randperm", 9, torch.randperm(9).tolist()],
    ])
    s = np.random.RandomState(seed % 2**32)
    draw("numpy", seed % 2**32, [
        ["random", 3, s.rand(3).tolist()],
        ["normal", 5, s.randn(5).tolist()],
        ["integers", 10, s.randint(0, 7, 10).tolist(), 7],
        ["integers", 3, s.randint(0, 2**40, 3).tolist(), 2**40],
        ["permutation", 9, s.permutation(9).tolist()],
    ])
    g = np.random.default_rng(seed)
    draw("pcg64", seed, [
        ["random", 3, g.random(3).tolist()],
        ["normal", 2000, g.standard_normal(2000).tolist()[-5:]],
        ["integers", 11, g.integers(0, 7, 11).tolist(), 7],
        ["integers", 3, g.integers(0, 2**40, 3).tolist(), 2**40],
        ["permutation", 9, g.permutation(9).tolist()],
        ["random", 1, g.random(1).tolist()],
    ])
    random.seed(seed)
    draw("python", seed, [
        ["random", 3, [random.random() for _ in range(3)]],
        ["integers", 5, [random.randrange(7) for _ in range(5)], 7],
        ["normal", 3, [random.gauss(0, 1) for _ in range(3)]],
        ["permutation", 9, random.sample(range(9), 9)],
    ])

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out) + "\n")
