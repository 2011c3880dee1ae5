package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.benchmark.Benchmark.Torch;
import io.github.nucleoscope.cli.benchmark.Benchmark;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "benchmark", mixinStandardHelpOptions = true,
        description = "Measures the speed of training and prediction on this machine, in crops per "
            + "second, and optionally compares it with PyTorch.")
final class BenchmarkCommand implements Callable<Integer> {

    private static final int DEFAULT_SIZE = 64;

    /** Programs to compare the speed with. */
    enum Peer {
        TORCH
    }

    @Option(names = "--network", paramLabel = "NOTATION", arity = "1..*", defaultValue = "shallow",
            description = "One or more networks (default: ${DEFAULT-VALUE}).")
    private List<String> networks;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Width and height of a crop (default: 64).")
    private Integer size;

    @Option(names = "--input", paramLabel = "HxWxC",
            description = "Height, width and channels of a crop, such as 64x64x3, in place of --size (default: one "
                + "channel).")
    private String input;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32",
            description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "Repeated measurements of each network (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
            description = "Duration of each measurement, in seconds (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--peer", paramLabel = "NAME",
            description = "Also measures the same networks in ${COMPLETION-CANDIDATES}, alternating, and compares.")
    private Peer peer;

    @Option(names = "--python", paramLabel = "PYTHON", defaultValue = "python3",
            description = "Python interpreter with PyTorch (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(names = "--peer-script", paramLabel = "FILE", defaultValue = "src/test/python/torch_benchmark.py",
            description = "The script for PyTorch, in the project's sources (default: ${DEFAULT-VALUE}).")
    private Path peerScript;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of PyTorch (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        output.check();
        Torch torch = new Torch(python, peerScript, threads);
        Benchmark benchmark = new Benchmark(crop(), batch, rounds, seconds,
                peer == null ? Optional.empty() : Optional.of(torch));
        output.write(benchmark.run(networks, console::print), console);
        return 0;
    }

    private TensorShape crop() {
        if (size != null && size < 1) {
            throw new InputException("--size must be 8 to 1024");
        }
        TensorShape crop = input != null ? TensorShape.parse(input)
                : TensorShape.ofCrop(size == null ? DEFAULT_SIZE : size);
        if (size != null && size != crop.width()) {
            throw new InputException("--input " + input + " and --size " + size + " contradict each other: give one"
                    + " of them");
        }
        return crop;
    }
}
