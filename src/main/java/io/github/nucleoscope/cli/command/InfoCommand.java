package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.Machine;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SpeedTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "info", mixinStandardHelpOptions = true,
        description = "Lists the layers of a network and what they cost.")
public final class InfoCommand implements Callable<Integer> {

    private static final double TIMED_SECONDS = 2;

    @Parameters(paramLabel = "NETWORK", description = {
        "The network: its notation, or a name such as vgg11@1/8; or a model: a *.nucleoscope.zip file, or",
        "fluorescence, the one that Nucleoscope has."})
    private String network;

    @Option(names = "--input", paramLabel = "HxWxC",
            description = "Height, width and channels of a crop (default: 64x64x1, or the model's).")
    private String input;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32",
            description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--crops", paramLabel = "N", defaultValue = "1000",
            description = "Crops in an epoch, for its estimated time (default: ${DEFAULT-VALUE}).")
    private int crops;

    @Option(names = "--no-timing", description = "Do not measure how long an epoch takes.")
    private boolean noTiming;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        output.check();
        if (batch < 1 || batch > 4096 || crops < 1) {
            throw new InputException("--batch must be 1 to 4096 and --crops 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<ModelDescription> model = ModelDescription.find(network);
        Architecture architecture = model.map(found -> found.network().architecture())
                .orElseGet(() -> Architecture.parse(network));
        TensorShape shape = input != null ? TensorShape.parse(input)
                : model.map(found -> found.network().input()).orElse(TensorShape.ofCrop(64));
        LayerTable table = LayerTable.of(architecture, shape);
        model.ifPresent(found -> {
            found.lines().forEach(out::println);
            out.println();
        });
        out.println(architecture);
        out.println();
        lines(table).forEach(out::println);
        out.println();
        out.printf(Locale.ROOT, "parameters: %,d trained, %,d running means and variances; together %s%n",
                table.trained(), table.running(), bytes(Float.BYTES * (table.trained() + table.running())));
        out.printf(Locale.ROOT, "memory of training in mini-batches of %d, estimated: %s%n", batch,
                bytes(table.trainingBytes(batch)));
        Map<String, Object> json = json(architecture, table);
        if (!noTiming && table.trainingBytes(batch) > Machine.memory()) {
            out.println("an epoch: not measured, as this machine has " + bytes(Machine.memory()));
        } else if (!noTiming) {
            double speed = speed(architecture, table.input());
            out.printf(Locale.ROOT, "an epoch of %,d crops, estimated from %.0f s of training here: %s "
                    + "(%,.0f crops per second, without validation)%n", crops, TIMED_SECONDS, time(crops / speed),
                    speed);
            json.put("train_crops_per_second", speed);
            json.put("epoch_crops", crops);
            json.put("epoch_seconds", crops / speed);
        }
        output.writeJson(json);
        return 0;
    }

    private double speed(Architecture architecture, TensorShape shape) {
        try (SpeedTest training = SpeedTest.ofTraining(architecture, shape, batch)) {
            return training.cropsPerSecond(TIMED_SECONDS);
        }
    }

    private List<String> lines(LayerTable table) {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"layer", "output", "parameters", "multiply-adds", "field", "maps of " + batch});
        cells.add(new String[] {"input", table.input().toString(), "", "", "", ""});
        for (Row row : table.rows()) {
            cells.add(new String[] {row.name(), row.output().toString(), count(row.trained()),
                count(row.multiplyAdds()), row.field().toString(), bytes(row.mapBytes(batch))});
        }
        cells.add(new String[] {"total", "", count(table.trained()), count(table.multiplyAdds()), "",
            bytes(table.mapBytes(batch))});
        int[] widths = new int[cells.get(0).length];
        for (String[] row : cells) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        return cells.stream().map(row -> {
            StringBuilder line = new StringBuilder(String.format("%-" + widths[0] + "s", row[0]));
            for (int column = 1; column < widths.length; column++) {
                line.append(String.format("  %" + widths[column] + "s", row[column]));
            }
            return line.toString().stripTrailing();
        }).toList();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String bytes(long bytes) {
        return bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private static String time(double seconds) {
        return seconds < 120 ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    private Map<String, Object> json(Architecture architecture, LayerTable table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", architecture.toString());
        json.put("input", table.input().toString());
        json.put("batch", batch);
        List<Map<String, Object>> layers = new ArrayList<>();
        for (Row row : table.rows()) {
            Map<String, Object> layer = new LinkedHashMap<>();
            layer.put("name", row.name());
            layer.put("output", row.output().toString());
            layer.put("parameters", row.trained());
            layer.put("running_statistics", row.running());
            layer.put("multiply_adds", row.multiplyAdds());
            layer.put("receptive_field", row.field().toString());
            layer.put("map_bytes", row.mapBytes(batch));
            layers.add(layer);
        }
        json.put("layers", layers);
        json.put("parameters", table.trained());
        json.put("running_statistics", table.running());
        json.put("multiply_adds", table.multiplyAdds());
        json.put("map_bytes", table.mapBytes(batch));
        json.put("training_bytes", table.trainingBytes(batch));
        return json;
    }
}
