"""PyTorch's side of `nucleoscope benchmark --peer torch`: the same network, measured when told to.

Reads lines from the standard input and answers each with one line of JSON on the standard output:

1. {"input": [height, width, channels], "batch": n, "threads": n, "nodes": [{"name", "operation", "inputs", ...}]}: the
   network, operation by operation; -1 is the image. Answer: number of parameters and versions.
2. then any of
   train LAYOUT SECONDS    crops per second: forward, loss, backward, RMSProp
   predict LAYOUT SECONDS  crops per second in mini-batches, without gradients
   logits JSON             {"weights": {name: {"shape", "values"}}, "images": [values in the order height, width, channels]}

A layout of the memory is "default" or "channels_last". It idles between commands and ends with its input.
"""
import json
import platform
import sys
import time

import torch
from torch import nn
from torch.nn import functional

LAYOUTS = {"default": torch.contiguous_format, "channels_last": torch.channels_last}
without_gradients = getattr(torch, "inference_mode", torch.no_grad)


class PaddedAtTheEnd(nn.Module):
    """A convolution with an even kernel: one more row or column of zeros at the end than at the start."""

    def __init__(self, height, width, convolution):
        super().__init__()
        self.padding = [(width - 1) // 2, width // 2, (height - 1) // 2, height // 2]
        self.convolution = convolution

    def forward(self, x):
        return self.convolution(functional.pad(x, self.padding))


class Subsample(nn.Module):
    """The shortcut of option A: every so manieth pixel, further channels 0."""

    def __init__(self, stride, further):
        super().__init__()
        self.stride = stride
        self.further = further

    def forward(self, x):
        return functional.pad(x[:, :, ::self.stride, ::self.stride], [0, 0, 0, 0, 0, self.further])


class Mean(nn.Module):
    """Mean of each channel over the image."""

    def forward(self, x):
        return functional.adaptive_avg_pool2d(x, 1)


class Add(nn.Module):
    def forward(self, body, shortcut):
        return body + shortcut


class Network(nn.Module):
    """The nodes, computed in their order."""

    def __init__(self, description):
        super().__init__()
        self.shapes = [node["shape"] for node in description["nodes"]] + [description["input"]]  # [-1] is the image
        self.nodes = description["nodes"]
        self.inputs = [node["inputs"] for node in self.nodes]
        readers = [i for inputs in self.inputs for i in inputs]
        self.operations = nn.ModuleList(
            self.operation(node, readers.count(node["inputs"][0]) == 1) for node in self.nodes)
        # What no later node reads is let go at once.
        self.done = [[i for i in set(inputs) if i >= 0 and all(i not in later for later in self.inputs[at + 1:])]
                     for at, inputs in enumerate(self.inputs)]

    def operation(self, node, only_reader):
        name = node["operation"]
        source = node["inputs"][0]
        channels = self.shapes[source][2]
        if name == "convolution":
            height, width = node["kernel"]
            odd = height % 2 == 1 and width % 2 == 1
            convolution = nn.Conv2d(channels, node["filters"], (height, width), node["stride"],
                                    ((height - 1) // 2, (width - 1) // 2) if odd else 0, bias=node["biased"])
            return convolution if odd else PaddedAtTheEnd(height, width, convolution)
        if name == "batch normalisation":
            kind = nn.BatchNorm1d if self.is_flat(source) else nn.BatchNorm2d
            return kind(channels, eps=node["epsilon"], momentum=node["momentum"])
        if name == "relu":
            # In place where nothing else needs what it overwrites: faster.
            before = self.nodes[source]["operation"] if source >= 0 else None
            return nn.ReLU(inplace=only_reader and before in (
                "convolution", "batch normalisation", "fully connected", "sum"))
        if name == "maximum pooling":
            return nn.MaxPool2d(node["window"], node["stride"], node["padding"])
        if name == "mean pooling":
            return nn.AvgPool2d(node["window"], node["stride"], node["padding"], count_include_pad=False)
        if name == "global mean pooling":
            return Mean()
        if name == "fully connected":
            height, width, channels = self.shapes[source]
            linear = nn.Linear(height * width * channels, node["units"])
            return linear if self.is_flat(source) else nn.Sequential(nn.Flatten(), linear)
        if name == "dropout":
            return nn.Dropout(node["rate"])
        if name == "sum":
            return Add()
        if name == "subsampling":
            return Subsample(node["stride"], node["channels"] - channels)
        raise ValueError("unknown operation " + name)

    def is_flat(self, index):
        """Whether a node's output has no axes of height and width any more."""
        while index >= 0 and self.nodes[index]["operation"] in ("relu", "dropout", "batch normalisation"):
            index = self.inputs[index][0]
        return index >= 0 and self.nodes[index]["operation"] == "fully connected"

    def forward(self, x):
        values = {-1: x}
        for at, (operation, inputs) in enumerate(zip(self.operations, self.inputs)):
            values[at] = operation(*[values[i] for i in inputs])
            for i in self.done[at]:
                del values[i]
        return values[at]

    def load(self, weights):
        """Takes weights as the model file has them: convolutions [height, width, in, out], the rest [in, out]."""
        for at, node in enumerate(self.nodes):
            def array(kind):
                found = weights[node["name"] + "_" + kind]
                return torch.tensor(found["values"]).reshape(found["shape"])

            operation = self.operations[at]
            with torch.no_grad():
                if node["operation"] == "convolution":
                    convolution = getattr(operation, "convolution", operation)
                    convolution.weight.copy_(array("weights").permute(3, 2, 0, 1))
                    if node["biased"]:
                        convolution.bias.copy_(array("biases"))
                elif node["operation"] == "fully connected":
                    linear = operation[1] if isinstance(operation, nn.Sequential) else operation
                    # The inputs come in the order height, width, channels; PyTorch's are channels, height, width.
                    height, width, channels = self.shapes[node["inputs"][0]]
                    ordered = array("weights").reshape(height, width, channels, -1).permute(3, 2, 0, 1)
                    linear.weight.copy_(ordered.reshape(node["units"], -1))
                    linear.bias.copy_(array("biases"))
                elif node["operation"] == "batch normalisation":
                    operation.weight.copy_(array("scales"))
                    operation.bias.copy_(array("shifts"))
                    operation.running_mean.copy_(array("means"))
                    operation.running_var.copy_(array("variances"))


class Task:
    """Training or prediction in one memory layout, on mini-batches made beforehand."""

    def __init__(self, description, layout):
        torch.manual_seed(1)
        self.batch = description["batch"]
        height, width, channels = description["input"]
        self.network = Network(description).to(memory_format=LAYOUTS[layout])
        self.images = [torch.randn(self.batch, channels, height, width).contiguous(memory_format=LAYOUTS[layout])
                       for _ in range(4)]
        self.count = 0

    def step(self):
        self.count += 1
        return self.work(self.count % len(self.images))

    def crops_per_second(self, seconds):
        self.step()
        start = time.perf_counter()
        steps = 0
        while True:
            self.step()
            steps += 1
            passed = time.perf_counter() - start
            if passed >= seconds:
                return steps * self.batch / passed


class Training(Task):
    def __init__(self, description, layout):
        super().__init__(description, layout)
        units = self.network.shapes[-2][2]
        if units == 1:
            self.loss = nn.BCEWithLogitsLoss()
            self.truth = [torch.randint(0, 2, (self.batch, 1)).float() for _ in self.images]
        else:
            self.loss = nn.CrossEntropyLoss()
            self.truth = [torch.randint(0, units, (self.batch,)) for _ in self.images]
        self.optimiser = torch.optim.RMSprop(self.network.parameters(), lr=1e-4, alpha=0.9, eps=1e-7)

    def work(self, i):
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss(self.network(self.images[i]), self.truth[i])
        loss.backward()
        self.optimiser.step()
        return loss.item()


class Prediction(Task):
    def __init__(self, description, layout):
        super().__init__(description, layout)
        self.network.eval()

    def work(self, i):
        with without_gradients():
            return self.network(self.images[i])


KINDS = {"train": Training, "predict": Prediction}


def logits(description, request):
    network = Network(description).eval()
    network.load(request["weights"])
    images = torch.tensor(request["images"]).reshape(-1, *description["input"]).permute(0, 3, 1, 2).contiguous()
    with without_gradients():
        return network(images).reshape(len(request["images"]), -1).tolist()


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    description = json.loads(sys.stdin.readline())
    torch.set_num_threads(description["threads"])
    torch.set_flush_denormal(True)
    network = Network(description)
    answer({
        "parameters": sum(p.numel() for p in network.parameters()),
        "running": sum(b.numel() for name, b in network.named_buffers() if not name.endswith("num_batches_tracked")),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "threads": torch.get_num_threads(),
    })
    tasks = {}
    for line in sys.stdin:
        command, argument = line.split(" ", 1)
        if command in KINDS:
            layout, seconds = argument.split()
            if (command, layout) not in tasks:
                tasks[command, layout] = KINDS[command](description, layout)
            answer(tasks[command, layout].crops_per_second(float(seconds)))
        elif command == "logits":
            answer(logits(description, json.loads(argument)))
        else:
            raise ValueError("unknown command " + command)


if __name__ == "__main__":
    main()
