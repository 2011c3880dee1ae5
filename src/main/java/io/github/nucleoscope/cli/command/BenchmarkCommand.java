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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "benchmark", mixinStandardHelpOptions = true,
        description = {"Measures how many crops per second this machine trains and predicts,",
            "alongside PyTorch if asked."})
final class BenchmarkCommand implements Callable<Integer> {

    /** What programs the networks can be compared with. */
    enum Peer {
        TORCH
    }

    @Option(names = "--network", paramLabel = "NOTATION", arity = "1..*", defaultValue = "shallow",
            description = "One or more networks (default: ${DEFAULT-VALUE}).")
    private List<String> networks;

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = "64",
            description = "Width and height of a crop (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32",
            description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
            description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--peer", paramLabel = "NAME",
            description = "Measure the same networks in ${COMPLETION-CANDIDATES} too, in turn, and compare.")
    private Peer peer;

    @Option(names = "--python", paramLabel = "PYTHON", defaultValue = "python3",
            description = "The Python that has PyTorch (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(names = "--peer-script", paramLabel = "FILE", defaultValue = "src/test/python/torch_benchmark.py",
            description = "PyTorch's side, in the project's sources (default: ${DEFAULT-VALUE}).")
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
        Benchmark benchmark = new Benchmark(size, batch, rounds, seconds,
                peer == null ? Optional.empty() : Optional.of(torch));
        output.give(benchmark.run(networks, console::print), console);
        return 0;
    }
}
