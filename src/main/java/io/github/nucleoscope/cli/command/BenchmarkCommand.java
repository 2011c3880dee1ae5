package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Machine;
import io.github.nucleoscope.cli.command.TorchPeer.Layout;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SpeedTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "benchmark", mixinStandardHelpOptions = true,
        description = "Measures how many crops per second this machine trains and predicts; beside PyTorch if asked.")
public final class BenchmarkCommand implements Callable<Integer> {

    /** OpenMP's threads spin for 200 ms after their last work, and would take a core from the other side. */
    private static final int MILLISECONDS_OF_REST = 500;

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

    @Spec
    private CommandSpec spec;

    /** Gives crops per second after some seconds. */
    private interface Measurement {
        double cropsPerSecond(double seconds) throws IOException;
    }

    /** Crops per second here, and in each of the peer's layouts; no peers where none was asked for. */
    private record Task(Speeds own, Map<Layout, Speeds> peers) {

        Speeds ratio(Layout layout) {
            return own.by(peers.get(layout));
        }
    }

    private record Measured(String network, Task training, Task prediction) {}

    @Override
    public Integer call() throws IOException {
        output.check();
        if (rounds < 1 || batch < 1 || batch > 4096 || size < 8 || size > 1024) {
            throw new InputException(
                    "--rounds must be 1 or more, --batch 1 to 4096 and --size 8 to 1024");
        }
        if (!(seconds > 0 && seconds <= 3600) || threads < 1) {
            throw new InputException("--seconds must be above 0 and at most 3600, --threads 1 or more");
        }
        TensorShape.ofCrop(size).values(batch);
        List<Architecture> architectures = networks.stream().map(Architecture::parse).toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.name());
        out.println(size + "x" + size + " crops, mini-batches of " + batch + ", " + rounds + " rounds of " + seconds
                + " s; crops per second, median (lowest to highest)");
        List<Measured> all = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < architectures.size(); i++) {
            Measured measured = measure(networks.get(i), architectures.get(i), out);
            all.add(measured);
            json.add(json(measured, architectures.get(i)));
        }
        if (peer != null) {
            out.println();
            markdown("train", all, Measured::training).forEach(out::println);
            out.println();
            markdown("predict", all, Measured::prediction).forEach(out::println);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("machine", Machine.name());
        result.put("size", size);
        result.put("batch", batch);
        result.put("rounds", rounds);
        result.put("seconds", seconds);
        result.put("networks", json);
        output.writeJson(result);
        return 0;
    }

    private Measured measure(String network, Architecture architecture, PrintWriter out) throws IOException {
        out.println(network + (network.equals(architecture.toString()) ? "" : " = " + architecture));
        TensorShape input = TensorShape.ofCrop(size);
        if (peer == null) {
            return measure(network, architecture, input, null, out);
        }
        try (TorchPeer torch = new TorchPeer(python, peerScript, architecture, input, batch, threads)) {
            out.println("  beside " + torch.name());
            return measure(network, architecture, input, torch, out);
        }
    }

    /** @param torch null where there is no peer */
    private Measured measure(String network, Architecture architecture, TensorShape input, TorchPeer torch,
            PrintWriter out) throws IOException {
        Map<Layout, Measurement> peers = new EnumMap<>(Layout.class);
        Task training;
        try (SpeedTest own = SpeedTest.ofTraining(architecture, input, batch)) {
            if (torch != null) {
                EnumSet.allOf(Layout.class).forEach(layout -> peers.put(layout, s -> torch.train(layout, s)));
            }
            training = inTurn(own, peers);
        }
        print(out, "train  ", training);
        Task prediction;
        try (SpeedTest own = SpeedTest.ofPrediction(architecture, input)) {
            if (torch != null) {
                EnumSet.allOf(Layout.class).forEach(layout -> peers.put(layout, s -> torch.predict(layout, s)));
            }
            prediction = inTurn(own, peers);
        }
        print(out, "predict", prediction);
        return new Measured(network, training, prediction);
    }

    /** Each side measured once in a round; who begins changes with the round. */
    private Task inTurn(SpeedTest own, Map<Layout, Measurement> peers) throws IOException {
        List<Measurement> sides = new ArrayList<>();
        sides.add(own::cropsPerSecond);
        sides.addAll(peers.values());
        for (Measurement side : sides) {
            // To warm up.
            side.cropsPerSecond(seconds / 2);
        }
        double[][] speeds = new double[sides.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < sides.size(); turn++) {
                if (Interruption.isRequested()) {
                    throw new InterruptedIOException("the benchmark was interrupted");
                }
                int side = (round + turn) % sides.size();
                if (sides.size() > 1) {
                    rest();
                }
                speeds[side][round] = sides.get(side).cropsPerSecond(seconds);
            }
        }
        Map<Layout, Speeds> measured = new EnumMap<>(Layout.class);
        int side = 1;
        for (Layout layout : peers.keySet()) {
            measured.put(layout, new Speeds(speeds[side++]));
        }
        return new Task(new Speeds(speeds[0]), measured);
    }

    private static void rest() throws InterruptedIOException {
        try {
            Thread.sleep(MILLISECONDS_OF_REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the benchmark was interrupted");
        }
    }

    private static void print(PrintWriter out, String what, Task task) {
        out.println("  " + what + "  " + task.own.toString(0));
        task.peers.forEach((layout, speeds) -> out.println("           PyTorch, " + words(layout) + ": "
                + speeds.toString(0) + ", ratio " + task.ratio(layout).toString(2)));
    }

    private static String words(Layout layout) {
        return layout == Layout.DEFAULT ? "default layout" : "channels last";
    }

    private static List<String> markdown(String what, List<Measured> all, Function<Measured, Task> task) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + what + " | Nucleoscope | PyTorch | ratio | PyTorch, channels last | ratio |");
        lines.add("|---|---|---|---|---|---|");
        for (Measured measured : all) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| `%s` | %,.0f |", measured.network,
                    task.apply(measured).own.median()));
            task.apply(measured).peers.forEach((layout, speeds) -> line.append(String.format(Locale.ROOT,
                    " %,.0f | %s |", speeds.median(), task.apply(measured).ratio(layout).toString(2))));
            lines.add(line.toString());
        }
        return lines;
    }

    private static Map<String, Object> json(Measured measured, Architecture architecture) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", measured.network);
        json.put("notation", architecture.toString());
        put(json, "train", measured.training);
        put(json, "predict", measured.prediction);
        return json;
    }

    private static void put(Map<String, Object> json, String what, Task task) {
        json.put(what + "_crops_per_second", task.own.toJson());
        task.peers.forEach((layout, speeds) -> {
            String suffix = layout == Layout.DEFAULT ? "" : "_" + layout.name().toLowerCase(Locale.ROOT);
            json.put("peer_" + what + "_crops_per_second" + suffix, speeds.toJson());
            json.put(what + "_ratio" + suffix, task.ratio(layout).toJson());
        });
    }
}
