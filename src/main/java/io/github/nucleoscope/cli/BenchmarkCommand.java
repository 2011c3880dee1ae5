package io.github.nucleoscope.cli;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.SpeedTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "benchmark", mixinStandardHelpOptions = true,
        description = "Measures how many crops per second this machine trains and predicts.")
final class BenchmarkCommand implements Callable<Integer> {

    @Option(names = "--network", paramLabel = "NOTATION", description = "The network (default: the shallow network).")
    private String network = Architecture.SHALLOW.toString();

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = "64",
            description = "Width and height of a crop (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32",
            description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7",
            description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        output.check();
        if (rounds < 1 || batch < 1 || batch > 4096 || size < 8 || size > 1024) {
            throw new IllegalArgumentException(
                    "--rounds must be 1 or more, --batch 1 to 4096 and --size 8 to 1024");
        }
        PrintWriter out = spec.commandLine().getOut();
        Architecture architecture = Architecture.parse(network);
        SpeedTest.Result result = SpeedTest.run(architecture, size, batch, rounds);
        out.println(architecture + " on " + size + "x" + size + " crops, mini-batches of " + batch + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, crops per second:");
        out.println(line("train", result.trained()));
        out.println(line("predict", result.predicted()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", architecture.toString());
        json.put("size", size);
        json.put("batch", batch);
        json.put("train_crops_per_second", median(result.trained()));
        json.put("predict_crops_per_second", median(result.predicted()));
        output.writeJson(json);
        return 0;
    }

    private static String line(String what, double[] speeds) {
        return String.format(Locale.ROOT, "  %-8s %6.0f (median of %d; %.0f to %.0f)", what, median(speeds),
                speeds.length, Arrays.stream(speeds).min().orElseThrow(), Arrays.stream(speeds).max().orElseThrow());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
