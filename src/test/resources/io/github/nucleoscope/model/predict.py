"""Reads a Nucleoscope model file with zipfile, json and numpy, and predicts with plain loops.

usage: predict.py MODEL.nucleoscope.zip    prints one JSON object
The crops are those of TinyClassifiers.crops(5): crop i has the values (7 x + 13 y + 29 i) mod 256.
"""
import hashlib
import io
import json
import re
import sys
import zipfile

import numpy as np

with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    model = json.loads(archive.read("model.json"))
    weights = {}
    for item in model["weights"]:
        content = archive.read(item["file"])
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        weights[item["file"][len("weights/"):-len(".npy")]] = np.load(io.BytesIO(content), allow_pickle=False)
        assert list(weights[item["file"][len("weights/"):-len(".npy")]].shape) == item["shape"]
    assert sorted(archive.namelist()) == sorted(["model.json"] + [item["file"] for item in model["weights"]])


def logits(x):
    for i, token in enumerate(model["architecture"].split(" - "), 1):
        w = weights.get(f"{i}_{token}_weights")
        b = weights.get(f"{i}_{token}_biases")
        if "conv" in token:
            kh, kw = w.shape[:2]
            padded = np.pad(x, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
            out = np.zeros(x.shape[:2] + (w.shape[3],))
            for row in range(x.shape[0]):
                for column in range(x.shape[1]):
                    window = padded[row:row + kh, column:column + kw]
                    out[row, column] = np.tensordot(window, w.astype(np.float64), 3) + b
            x = np.maximum(out, 0)
        elif token.startswith("mp"):
            h, v = map(int, re.findall(r"\d+", token))
            rows, columns = x.shape[0] // h, x.shape[1] // v
            x = x[:rows * h, :columns * v].reshape(rows, h, columns, v, -1).max(axis=(1, 3))
        elif token.startswith("fc"):
            x = np.maximum(x.reshape(-1) @ w.astype(np.float64) + b, 0)
        elif token.startswith("o"):
            return x.reshape(-1) @ w.astype(np.float64) + b


def mean_logits(x):
    """Means over the flips and quarter turns, where the model asks for them; formats before 5 do not."""
    if not model.get("test_time_augmentation", False):
        return logits(x)
    turns = [np.rot90(x, k) for k in range(4)]
    return np.mean([logits(view) for view in turns + [turn[::-1] for turn in turns]], axis=0)


def probabilities(z):
    if len(z) == 1:
        p = 1 / (1 + np.exp(-z[0]))
        return [1 - p, p]
    e = np.exp(z - z.max())
    return list(e / e.sum())


height, width = model["input_shape"]["height"], model["input_shape"]["width"]
y, x = np.mgrid[:height, :width]
mean, deviation = model["preprocessing"]["mean"], model["preprocessing"]["deviation"]
crops = [((7 * x + 13 * y + 29 * i) % 256 - mean) / deviation for i in range(5)]
print(json.dumps({
    "format_version": model["format_version"],
    "classes": [c["name"] for c in model["classes"]],
    "weights": {name: {"shape": list(a.shape), "dtype": str(a.dtype), "sum": float(a.sum(dtype=np.float64))}
                for name, a in weights.items()},
    "predictions": [[float(p) for p in probabilities(mean_logits(crop[:, :, np.newaxis]))] for crop in crops],
}, indent=1))
