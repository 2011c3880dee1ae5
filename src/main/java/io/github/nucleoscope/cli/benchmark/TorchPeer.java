package io.github.nucleoscope.cli.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.OperationDescription;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;

/**
 * PyTorch in a separate process, with the same network. It computes nothing until it is asked to: see
 * {@code torch_benchmark.py}.
 */
final class TorchPeer implements AutoCloseable {

    private static final int SECONDS_TO_END = 5;
    private static final List<String> VERSIONS = List.of("parameters", "running", "torch", "python", "threads");

    /** The memory layout of PyTorch's feature maps. */
    enum Layout {

        /** PyTorch's default: [batch, channels, height, width]. */
        DEFAULT("default"),

        /** [batch, height, width, channels]. */
        CHANNELS_LAST("channels_last");

        private final String word;

        Layout(String word) {
            this.word = word;
        }
    }

    private final List<String> command;
    private final Path errors;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final JsonObject versions;

    /**
     * Starts Python and builds the network there.
     *
     * @param python name or path of the Python
     * @param script path of {@code torch_benchmark.py}
     * @param threads number of threads that PyTorch uses
     * @throws InputException if Python, PyTorch or the script is missing; the message says which
     */
    TorchPeer(String python, Path script, Architecture architecture, TensorShape input, int batch, int threads)
            throws IOException {
        if (!Files.isRegularFile(script)) {
            throw new InputException(script, "there is no such file; start in the project's folder, or give its "
                    + "torch_benchmark.py with --peer-script");
        }
        command = List.of(python, script.toString());
        errors = Files.createTempFile("nucleoscope-peer", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        // A setting for Java's OpenBLAS must not apply to Python's.
        builder.environment().remove("OPENBLAS_CORETYPE");
        try {
            process = builder.start();
        } catch (IOException e) {
            Files.deleteIfExists(errors);
            throw new InputException("the Python '" + python + "' cannot be started: give another with --python", e);
        }
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        try {
            JsonElement answer = ask(description(architecture, input, batch, threads));
            if (!(answer instanceof JsonObject object && object.keySet().containsAll(VERSIONS))) {
                throw unexpectedAnswer(answer.toString());
            }
            versions = object;
            requireSameNetwork(LayerTable.of(architecture, input));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static String description(Architecture architecture, TensorShape input, int batch, int threads) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", axes(input));
        json.put("batch", batch);
        json.put("threads", threads);
        json.put("nodes", OperationDescription.of(architecture, input).stream().map(operation -> {
            Map<String, Object> node = new LinkedHashMap<>(operation.attributes());
            node.put("name", operation.name());
            node.put("operation", operation.operation());
            node.put("inputs", operation.inputs());
            node.put("shape", axes(operation.output()));
            return node;
        }).toList());
        return new Gson().toJson(json);
    }

    private static List<Integer> axes(TensorShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    private void requireSameNetwork(LayerTable table) {
        long trained = versions.get("parameters").getAsLong();
        long running = versions.get("running").getAsLong();
        if (trained != table.trained() || running != table.running()) {
            throw new IllegalStateException("PyTorch's network has " + trained + " parameters and " + running
                    + " running statistics where this one has " + table.trained() + " and " + table.running());
        }
    }

    /** Returns versions and number of threads on one line. */
    String name() {
        int threads = versions.get("threads").getAsInt();
        return "PyTorch " + versions.get("torch").getAsString() + ", Python " + versions.get("python").getAsString()
                + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** Trains for some seconds and returns crops per second. */
    double train(Layout layout, double seconds) throws IOException {
        return number(ask("train " + layout.word + " " + seconds));
    }

    /** Predicts for some seconds and returns crops per second. */
    double predict(Layout layout, double seconds) throws IOException {
        return number(ask("predict " + layout.word + " " + seconds));
    }

    private double number(JsonElement answer) throws IOException {
        if (!(answer instanceof JsonPrimitive primitive && primitive.isNumber())) {
            throw unexpectedAnswer(answer.toString());
        }
        return answer.getAsDouble();
    }

    private InputException unexpectedAnswer(String answer) {
        return new InputException("'" + String.join(" ", command) + "' answered '" + answer
                + "': give the project's torch_benchmark.py with --peer-script");
    }

    /** Sends one line and waits for the answer. */
    JsonElement ask(String line) throws IOException {
        String answer = null;
        try {
            commands.write(line + "\n");
            commands.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            // The process has ended: its error stream says why.
        }
        if (answer == null) {
            throw new InputException("'" + String.join(" ", command) + "' ended" + lastError()
                    + "; if PyTorch is missing, give a Python that has it with --python");
        }
        try {
            return JsonParser.parseString(answer);
        } catch (JsonSyntaxException e) {
            throw unexpectedAnswer(answer);
        }
    }

    private String lastError() throws IOException {
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = Files.readString(errors).lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? " without a message" : " with '" + lines.get(lines.size() - 1).strip() + "'";
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        try {
            commands.close();
        } catch (IOException e) {
            // The process has already ended.
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(errors);
    }
}
