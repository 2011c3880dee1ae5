package io.github.nucleoscope.cli;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.training.SpeedTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "benchmark", mixinStandardHelpOptions = true,
        description = "Measures how many crops per second this machine trains and predicts; beside PyTorch if asked.")
final class BenchmarkCommand implements Callable<Integer> {

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

    /** The speeds of a network, here and in the peer; the peer's are null where there is none. */
    private record Measured(String network, Speeds training, Speeds peerTraining, Speeds prediction,
            Speeds peerPrediction) {}

    @Override
    public Integer call() throws IOException {
        output.check();
        if (rounds < 1 || batch < 1 || batch > 4096 || size < 8 || size > 1024) {
            throw new IllegalArgumentException(
                    "--rounds must be 1 or more, --batch 1 to 4096 and --size 8 to 1024");
        }
        if (!(seconds > 0 && seconds <= 3600) || threads < 1) {
            throw new IllegalArgumentException("--seconds must be above 0 and at most 3600, --threads 1 or more");
        }
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
            markdown(all).forEach(out::println);
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
            Speeds training = measureTraining(architecture, input, List.of())[0];
            Speeds prediction = measurePrediction(architecture, input, List.of())[0];
            out.println("  train    " + training.toString(0));
            out.println("  predict  " + prediction.toString(0));
            return new Measured(network, training, null, prediction, null);
        }
        try (TorchPeer torch = new TorchPeer(python, peerScript, architecture, input, batch, threads)) {
            out.println("  beside " + torch.name() + "; fastest memory layouts: " + torch.warmUp(2 * seconds));
            Speeds[] training = measureTraining(architecture, input, List.of(torch::train));
            print(out, "train  ", training);
            Speeds[] prediction = measurePrediction(architecture, input, List.of(torch::predict));
            print(out, "predict", prediction);
            return new Measured(network, training[0], training[1], prediction[0], prediction[1]);
        }
    }

    private Speeds[] measureTraining(Architecture architecture, TensorShape input, List<Measurement> peers)
            throws IOException {
        try (SpeedTest own = SpeedTest.ofTraining(architecture, input, batch)) {
            return inTurn(own, peers);
        }
    }

    private Speeds[] measurePrediction(Architecture architecture, TensorShape input, List<Measurement> peers)
            throws IOException {
        try (SpeedTest own = SpeedTest.ofPrediction(architecture, input)) {
            return inTurn(own, peers);
        }
    }

    /** Speeds of our own side and of the peers, each measured once in a round; who begins changes with the round. */
    private Speeds[] inTurn(SpeedTest own, List<Measurement> peers) throws IOException {
        List<Measurement> sides = new ArrayList<>();
        sides.add(own::cropsPerSecond);
        sides.addAll(peers);
        own.cropsPerSecond(seconds / 2);
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
        Speeds[] result = new Speeds[speeds.length];
        for (int side = 0; side < speeds.length; side++) {
            result[side] = new Speeds(speeds[side]);
        }
        return result;
    }

    private static void rest() throws InterruptedIOException {
        try {
            Thread.sleep(MILLISECONDS_OF_REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the benchmark was interrupted");
        }
    }

    private static void print(PrintWriter out, String what, Speeds[] speeds) {
        out.println("  " + what + "  " + speeds[0].toString(0) + ", PyTorch " + speeds[1].toString(0) + ", ratio "
                + speeds[0].by(speeds[1]).toString(2));
    }

    private static List<String> markdown(List<Measured> all) {
        List<String> lines = new ArrayList<>();
        lines.add("| network | train | PyTorch | ratio | predict | PyTorch | ratio |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Measured m : all) {
            lines.add(String.format(Locale.ROOT, "| `%s` | %,.0f | %,.0f | %s | %,.0f | %,.0f | %s |", m.network,
                    m.training.median(), m.peerTraining.median(), m.training.by(m.peerTraining).toString(2),
                    m.prediction.median(), m.peerPrediction.median(),
                    m.prediction.by(m.peerPrediction).toString(2)));
        }
        return lines;
    }

    private static Map<String, Object> json(Measured measured, Architecture architecture) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", measured.network);
        json.put("notation", architecture.toString());
        json.put("train_crops_per_second", measured.training.toJson());
        json.put("predict_crops_per_second", measured.prediction.toJson());
        if (measured.peerTraining != null) {
            json.put("peer_train_crops_per_second", measured.peerTraining.toJson());
            json.put("peer_predict_crops_per_second", measured.peerPrediction.toJson());
            json.put("train_ratio", measured.training.by(measured.peerTraining).toJson());
            json.put("predict_ratio", measured.prediction.by(measured.peerPrediction).toJson());
        }
        return json;
    }
}
