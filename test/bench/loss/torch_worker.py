"""
Softmax cross-entropy in PyTorch on one thread, on demand: `run` answers the milliseconds of one forward and backward,
`save` writes the gradient to a file. Started by peers.mjs with a folder, the rows and the classes.
"""

import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def main(folder, rows, classes):
    read = lambda name, dtype: torch.from_numpy(numpy.fromfile(f"{folder}/{name}", dtype=dtype))
    logits = read("logits", "float32").reshape(rows, classes).requires_grad_(True)
    targets = read("targets", "int32").long()
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        if line.strip() == "save":
            logits.grad.numpy().tofile(f"{folder}/gradient")
            print("{}", flush=True)
            continue
        logits.grad = None
        wall, cpu = time.perf_counter(), time.process_time()
        loss = F.cross_entropy(logits, targets)
        loss.backward()
        took = {"wall": (time.perf_counter() - wall) * 1e3, "cpu": (time.process_time() - cpu) * 1e3}
        print(json.dumps({**took, "loss": loss.item()}), flush=True)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
