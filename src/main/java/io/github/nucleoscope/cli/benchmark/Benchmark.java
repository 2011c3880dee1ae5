package io.github.nucleoscope.cli.benchmark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.answer.Answer;
import io.github.nucleoscope.cli.benchmark.TorchPeer.Layout;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SpeedTest;

/**
 * Measures how many crops per second networks train and predict here and, optionally, in PyTorch.
 *
 * @param input shape of a crop: width and height are equal, 8 to 1024 pixels
 * @param batch crops in a mini-batch, 1 to 4096
 * @param rounds number of alternating measurements of each, 1 or more
 * @param seconds duration of each measurement, above 0 and at most 3600
 * @param peer PyTorch; empty if it is not measured
 */
public record Benchmark(TensorShape input, int batch, int rounds, double seconds, Optional<Torch> peer) {

    /** OpenMP's threads spin for 200 ms after their last work and would take processor time from the other side. */
    private static final int MILLISECONDS_OF_REST = 500;

    /** @throws InputException if a value is out of its range; the message is one line */
    public Benchmark {
        if (rounds < 1 || batch < 1 || batch > 4096 || input.width() < 8 || input.width() > 1024) {
            throw new InputException("--rounds must be 1 or more, --batch 1 to 4096 and --size, or the sides of"
                    + " --input, 8 to 1024");
        }
        if (input.height() != input.width()) {
            throw new InputException("--input must be a square, such as 64x64x3, and not " + input);
        }
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new InputException("--seconds must be above 0 and at most 3600");
        }
        input.values(batch);
    }

    /**
     * How to run PyTorch.
     *
     * @param python name or path of the Python that has it
     * @param script path of {@code torch_benchmark.py}
     * @param threads number of threads that it uses, 1 or more
     */
    public record Torch(String python, Path script, int threads) {
        /** @throws InputException if a value is out of its range; the message is one line */
        public Torch {
            if (threads < 1) {
                throw new InputException("--threads must be 1 or more");
            }
        }
    }

    /** Measures for some seconds and returns crops per second. */
    private interface Measurement {
        double cropsPerSecond(double seconds) throws IOException;
    }

    /** Measures in one of PyTorch's layouts. */
    private interface PeerMeasurement {
        double cropsPerSecond(TorchPeer torch, Layout layout, double seconds) throws IOException;
    }

    /**
     * Measures networks.
     *
     * @param networks in the notation or by name
     * @param out takes lines of text as soon as a measurement is done
     * @return the result, without the lines that were passed to {@code out}
     * @throws InputException if one of them is not a valid network; the message is one line
     * @throws IOException if the benchmark was interrupted or PyTorch cannot be measured; the message says why
     */
    public Answer run(List<String> networks, Consumer<String> out) throws IOException {
        List<Architecture> architectures = networks.stream().map(Architecture::parse).toList();
        out.accept(Machine.name());
        String crop = input.width() + "x" + input.height() + (input.channels() == 1 ? "" : "x" + input.channels());
        out.accept(crop + " crops, mini-batches of " + batch + ", " + rounds + " rounds of " + seconds
                + " s; crops per second, median (lowest to highest)");
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < architectures.size(); i++) {
            all.add(measure(networks.get(i), architectures.get(i), out));
        }
        return new BenchmarkAnswer(this, all);
    }

    private Measured measure(String name, Architecture architecture, Consumer<String> out) throws IOException {
        out.accept(name + (name.equals(architecture.toString()) ? "" : " = " + architecture));
        if (peer.isEmpty()) {
            return measure(name, architecture, Optional.empty(), out);
        }
        try (TorchPeer torch = new TorchPeer(peer.get().python(), peer.get().script(), architecture, input,
                batch, peer.get().threads())) {
            out.accept("  compared with " + torch.name());
            return measure(name, architecture, Optional.of(torch), out);
        }
    }

    private Measured measure(String name, Architecture architecture, Optional<TorchPeer> torch, Consumer<String> out)
            throws IOException {
        TaskSpeeds training;
        try (SpeedTest own = SpeedTest.ofTraining(architecture, input, batch)) {
            training = inTurn(own, peers(torch, TorchPeer::train));
        }
        training.lines("train  ").forEach(out);
        TaskSpeeds prediction;
        try (SpeedTest own = SpeedTest.ofPrediction(architecture, input)) {
            prediction = inTurn(own, peers(torch, TorchPeer::predict));
        }
        prediction.lines("predict").forEach(out);
        return new Measured(name, architecture, training, prediction);
    }

    private static Map<Layout, Measurement> peers(Optional<TorchPeer> torch, PeerMeasurement measurement) {
        Map<Layout, Measurement> peers = new EnumMap<>(Layout.class);
        if (torch.isPresent()) {
            for (Layout layout : Layout.values()) {
                peers.put(layout, time -> measurement.cropsPerSecond(torch.get(), layout, time));
            }
        }
        return peers;
    }

    /** Measures each side once per round; each round starts with another side. */
    private TaskSpeeds inTurn(SpeedTest own, Map<Layout, Measurement> peers) throws IOException {
        List<Measurement> sides = new ArrayList<>();
        sides.add(own::cropsPerSecond);
        sides.addAll(peers.values());
        for (Measurement side : sides) {
            // Warm-up.
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
        return new TaskSpeeds(new Speeds(speeds[0]), measured);
    }

    private static void rest() throws InterruptedIOException {
        try {
            Thread.sleep(MILLISECONDS_OF_REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the benchmark was interrupted");
        }
    }
}
