package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.answer.ModelDescription;
import io.github.nucleoscope.cli.answer.NetworkAnswer;
import io.github.nucleoscope.cli.benchmark.Machine;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SpeedTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", mixinStandardHelpOptions = true,
        description = "Lists the layers of a network with their parameters, memory and computational cost.")
final class InfoCommand implements Callable<Integer> {

    private static final double TIMED_SECONDS = 2;

    @Parameters(paramLabel = "NETWORK", description =
        "A network, in the notation or by a name such as vgg11@1/8; or a model: a *.nucleoscope.zip file, or "
        + "fluorescence, which is built into Nucleoscope.")
    private String network;

    @Option(names = "--input", paramLabel = "HxWxC",
            description = "Height, width and channels of a crop (default: 64x64x1, or the model's).")
    private String input;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32",
            description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--crops", paramLabel = "N", defaultValue = "1000",
            description = "Crops per epoch, to estimate its duration (default: ${DEFAULT-VALUE}).")
    private int crops;

    @Option(names = "--no-timing", description = "Skips the estimate of how long an epoch takes.")
    private boolean noTiming;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        output.check();
        if (batch < 1 || batch > 4096 || crops < 1) {
            throw new InputException("--batch must be 1 to 4096 and --crops 1 or more");
        }
        Optional<ModelDescription> model = ModelDescription.find(network);
        if (model.isPresent() && model.get().network().isEmpty()) {
            model.get().lines().forEach(console::print);
            output.writeJson(Map.of("description", model.get().lines()));
            return 0;
        }
        Optional<Network> known = model.flatMap(ModelDescription::network);
        Architecture architecture = known.map(Network::architecture).orElseGet(() -> Architecture.parse(network));
        TensorShape shape = input != null ? TensorShape.parse(input)
                : known.map(Network::input).orElse(TensorShape.ofCrop(64));
        LayerTable table = LayerTable.of(architecture, shape);
        NetworkAnswer answer = new NetworkAnswer(architecture, table, batch,
                model.map(ModelDescription::lines).orElse(List.of()));
        console.print(answer);
        Map<String, Object> json = answer.json();
        if (!noTiming && table.trainingBytes(batch) > Machine.memory()) {
            console.print("an epoch: not measured, as this machine has only " + NetworkAnswer.bytes(Machine.memory()));
        } else if (!noTiming) {
            double speed = speed(architecture, table.input());
            console.print(String.format(Locale.ROOT, "an epoch of %,d crops, estimated from %.0f s of training here:"
                    + " %s (%,.0f crops per second, without validation)", crops, TIMED_SECONDS, time(crops / speed),
                    speed));
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

    private static String time(double seconds) {
        return seconds < 120 ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
