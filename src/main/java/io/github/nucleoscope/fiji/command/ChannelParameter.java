package io.github.nucleoscope.fiji.command;

import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;

/** The parameter "channel", for which 0 means the channel of the model. */
final class ChannelParameter {

    private ChannelParameter() {}

    /** Returns the requested channel; empty for the channel of the model. */
    static Optional<Channel> of(String text) {
        return text.strip().equals("0") ? Optional.empty() : Optional.of(new Channel(text));
    }

    /** Returns the image values that a model was trained on, with the requested channel if there is one. */
    static Signal signal(NucleusClassifier model, String text) {
        Signal signal = model.preparation().signal();
        return of(text).map(signal::withChannel).orElse(signal);
    }
}
