package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Preset;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** The network that is trained to classify nuclei. */
public final class NetworkOption {

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; its output is o for any number of classes (default: ${DEFAULT-VALUE}).")
    private String network;

    /** @param standard the network if none is given */
    public NetworkOption(Preset standard) {
        network = standard.token();
    }

    /** @throws InputException if it is not a valid network; the message is one line */
    public Architecture architecture() {
        return Architecture.parse(network);
    }
}
