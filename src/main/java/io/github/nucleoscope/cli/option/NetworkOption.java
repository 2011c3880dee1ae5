package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** The network that is trained to classify nuclei. */
public final class NetworkOption {

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; the output is o for any number of classes (default: the shallow network).")
    private String network = Architecture.SHALLOW.toString();

    /** @throws InputException in one line, where it is no network */
    public Architecture architecture() {
        return Architecture.parse(network);
    }
}
