package io.github.nucleoscope.cli.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.report.ReportSections;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * The description of a model, from its file.
 *
 * @param network the network of the model, or the first of several of one shape; empty if there is none
 * @param lines the description, for people
 */
public record ModelDescription(Optional<Network> network, List<String> lines) {

    /**
     * Describes a model file or the built-in model.
     *
     * @param word {@value SegmentationModelFile#FLUORESCENCE}, or the name of a file that ends in .zip
     * @return the description; empty for any other word
     */
    public static Optional<ModelDescription> find(String word) throws IOException {
        if (!word.equals(SegmentationModelFile.FLUORESCENCE) && !word.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return Optional.empty();
        }
        return Optional.of(word.equals(SegmentationModelFile.FLUORESCENCE)
                || SegmentationModelFile.isSegmentationModel(Path.of(word))
                ? of(word, SegmentationModelFile.find(word)) : of(word, ModelFile.read(Path.of(word))));
    }

    private static ModelDescription of(String word, SegmentationModel model) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT,
                "%s: finds nuclei, in channel %s; images are rescaled to nuclei %.3g pixels wide", word,
                words(model.signal()), model.diameter()));
        model.card().lines().forEach(lines::add);
        add(lines, model.provenance());
        return new ModelDescription(Optional.of(model.network()), lines);
    }

    private static ModelDescription of(String word, NucleusClassifier model) {
        List<String> lines = new ArrayList<>();
        lines.add(word + ": classifies nuclei: " + String.join(", ", model.classNames()));
        lines.add("made of: " + ReportSections.members(model));
        lines.add("crops: " + ReportSections.words(model.preparation().crops()));
        lines.add("nuclei are found by: " + ReportSections.foundBy(model.preparation())
                + (model.preparation().segmentation().isEmpty() ? ""
                : "; in channel " + words(model.preparation().signal())));
        if (!model.networks().isEmpty()) {
            lines.add("answers of networks for each nucleus: " + (model.testTimeAugmentation()
                    ? "the mean over its flips and quarter turns" : "as it is, without test-time augmentation"));
        }
        add(lines, model.provenance());
        return new ModelDescription(model.networks().stream().findFirst(), lines);
    }

    private static String words(Signal signal) {
        return signal.channel().text() + (signal.colour() == Colour.LUMINANCE ? "" : ", " + signal.colour().label());
    }

    private static void add(List<String> lines, Provenance provenance) {
        lines.add("learned from: " + provenance.data());
        lines.add("made: " + provenance.created() + ", " + words(provenance.software()));
        lines.add("training: " + words(provenance.training()));
        String on = "";
        for (Provenance.HeldOut figure : provenance.heldOut()) {
            if (!figure.measuredOn().equals(on)) {
                on = figure.measuredOn();
                lines.add("measured on " + on + ":");
            }
            lines.add(String.format(Locale.ROOT, "  %s %.3f", figure.name(), figure.value())
                    + (Double.isNaN(figure.low()) ? ""
                    : String.format(Locale.ROOT, " [%.3f, %.3f]", figure.low(), figure.high())));
        }
        if (provenance.heldOut().isEmpty()) {
            lines.add("not evaluated");
        }
    }

    private static String words(Map<String, String> values) {
        return values.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
