package io.github.nucleoscope.fiji.command;

import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;

/** A parameter "channel" that is 0 where the choice is the model's. */
final class ChannelParameter {

    private ChannelParameter() {}

    /** The channel that is asked for; empty where the choice is the model's. */
    static Optional<Channel> of(String text) {
        return text.strip().equals("0") ? Optional.empty() : Optional.of(new Channel(text));
    }

    /** What a model was trained on, of another channel where one is asked for. */
    static Signal signal(NucleusClassifier model, String text) {
        Signal signal = model.preparation().signal();
        return of(text).map(signal::withChannel).orElse(signal);
    }
}
