"""What the generators share: numbers drawn from a fixed seed, and JSON that can carry NaN and infinities."""

import json
import math
import platform


def plain(value):
    """A float as JSON: NaN and infinities as strings, as the command line writes them."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value


def write(path, versions, cases):
    """One case a line, so that a difference between two runs reads as a difference between cases."""
    head = json.dumps({"python": platform.python_version(), **versions})
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"versions": %s,\n"cases": [\n' % head)
        file.write(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
        file.write("\n]}\n")
    print(f"{path}: {len(cases)} cases, {head}")


def apart(mine, theirs):
    """Whether two results differ: another error, or a number beyond rounding (1e-12 in float64, 1e-6 in float32)."""
    if mine.get("error") != theirs.get("error"):
        return True
    bound = 1e-12 if mine["dtype"] == "float64" else 1e-6
    return any(not close(a, b, bound) for a, b in zip(flat(mine), flat(theirs), strict=True))


def flat(result):
    gradients = result.get("gradients", {})
    return [*result.get("value", []), *(g for name in sorted(gradients) for g in gradients[name])]


def close(a, b, bound):
    a, b = float(a), float(b)
    return a == b or (a != a and b != b) or abs(a - b) <= bound * max(abs(a), abs(b))
