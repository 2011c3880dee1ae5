"""Reads a Nucleoscope model file with zipfile, json and numpy, and predicts with plain loops.

usage: predict.py MODEL.nucleoscope.zip [MEASUREMENTS.json]    prints one JSON object
The crops are those of TinyClassifiers.crops(5): crop i has the values (7 x + 13 y + 29 i) mod 256. The measurements are
a list for each crop, null for what is undefined; a classifier without a classifier of measurements does without them.
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
    # Before version 6 a classifier was one network.
    members = model.get("members") or [dict(model, kind="network", arrays=model["weights"])]
    for member in members:
        member["values"] = {}
        for item in member["arrays"]:
            content = archive.read(item["file"])
            assert hashlib.sha256(content).hexdigest() == item["sha256"]
            array = np.load(io.BytesIO(content), allow_pickle=False)
            assert list(array.shape) == item["shape"]
            assert array.dtype == np.dtype(item.get("type", "<f4"))
            member["values"][item["file"].split("/")[-1][:-len(".npy")]] = array
    assert sorted(archive.namelist()) == sorted(
        ["model.json"] + [item["file"] for member in members for item in member["arrays"]])


def logits(network, x):
    for i, token in enumerate(network["architecture"].split(" - "), 1):
        w = network["values"].get(f"{i}_{token}_weights")
        b = network["values"].get(f"{i}_{token}_biases")
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


def mean_logits(network, x):
    """Means over the flips and quarter turns, where the model asks for them; formats before 5 do not."""
    if not model.get("test_time_augmentation", False):
        return logits(network, x)
    turns = [np.rot90(x, k) for k in range(4)]
    return np.mean([logits(network, view) for view in turns + [turn[::-1] for turn in turns]], axis=0)


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def network_answer(network, pixels):
    preprocessing = network["preprocessing"]
    z = mean_logits(network, ((pixels - preprocessing["mean"]) / preprocessing["deviation"])[:, :, np.newaxis])
    if len(z) == 1:
        p = 1 / (1 + np.exp(-z[0]))
        return np.array([1 - p, p])
    return softmax(z)


def regression_answer(regression, measurements):
    a = regression["values"]
    standardised = (measurements - a["centres"]) / a["scales"]
    standardised[np.isnan(standardised)] = 0
    return softmax(a["weights"] @ standardised + a["biases"])


def forest_answer(forest, measurements):
    a = forest["values"]
    complete = np.where(np.isnan(measurements), a["typical"], measurements)
    answers, root = [], 0
    for nodes in a["nodes_per_tree"]:
        node = 0
        while a["measurement"][root + node] != -1:
            below = complete[a["measurement"][root + node]] <= a["threshold"][root + node]
            node = a["left" if below else "right"][root + node]
        answers.append(a["probabilities"][root + node])
        root += nodes
    return np.mean(answers, axis=0)


def answer(member, pixels, measurements):
    if member["kind"] == "network":
        return network_answer(member, pixels)
    return (regression_answer if member["kind"] == "logistic_regression" else forest_answer)(member, measurements)


def recalibrated(p):
    """Formats before 6 know no recalibration."""
    change = model.get("recalibration", {"temperature": 1, "offsets": [0]})
    if change["temperature"] == 1 and not any(change["offsets"]):
        return p
    return softmax(np.log(np.maximum(p, 1e-6)) / change["temperature"] + change["offsets"])


height, width = model["input_shape"]["height"], model["input_shape"]["width"]
y, x = np.mgrid[:height, :width]
crops = [(7 * x + 13 * y + 29 * i) % 256 for i in range(5)]
nuclei = [None] * 5
if len(sys.argv) > 2:
    with open(sys.argv[2]) as table:
        nuclei = np.array(json.load(table), dtype=np.float64)
answers = [[answer(member, pixels, nucleus) for pixels, nucleus in zip(crops, nuclei)] for member in members]
of_kinds = [[a for a, member in zip(answers, members) if (member["kind"] == "network") == of_networks]
            for of_networks in (True, False)]
means = np.mean([np.mean(kind, axis=0) for kind in of_kinds if kind], axis=0)
print(json.dumps({
    "format_version": model["format_version"],
    "classes": [c["name"] for c in model["classes"]],
    "arrays": [{name: {"shape": list(a.shape), "dtype": str(a.dtype), "sum": float(a.sum(dtype=np.float64))}
                for name, a in member["values"].items()} for member in members],
    "members": [[list(p) for p in of_member] for of_member in answers],
    "predictions": [list(recalibrated(p)) for p in means],
}, indent=1))
