package io.github.nucleoscope.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.evaluation.ClassMetrics;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Resampled;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.measurement.classifier.RandomForest;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.report.Report.Confusion;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.report.Report.Verdict;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.training.EpochRecord;

/** Creates the sections that most reports have in common. */
public final class ReportSections {

    private ReportSections() {}

    /**
     * Says how good the classifier is.
     *
     * @param heldOut evaluation on nuclei that the classifier was not trained on
     * @param how they were not, in words
     */
    public static Section verdict(Evaluation heldOut, String how) {
        Estimate accuracy = heldOut.accuracy();
        String sentence = "Accuracy " + accuracy + " on " + heldOut.measuredOn() + how + ".";
        String baseline = String.format(Locale.ROOT,
                "always predicting the most frequent class, which is right for %.3f of them",
                heldOut.majorityBaseline());
        String meaning;
        if (accuracy.ci95().low() > heldOut.majorityBaseline()) {
            meaning = "Better than " + baseline + ": the whole 95 % interval lies above it.";
        } else if (accuracy.ci95().high() < heldOut.majorityBaseline()) {
            meaning = "Worse than " + baseline + ": the whole 95 % interval lies below it.";
        } else {
            meaning = "Not shown to be better than " + baseline + ": the 95 % interval includes that value.";
        }
        return new Section("Result", new Verdict(sentence, meaning + " Balanced accuracy "
                + heldOut.balancedAccuracy() + "."));
    }

    /** Shows loss and balanced accuracy by epoch. */
    public static Section learningCurve(List<EpochRecord> history, int bestEpoch, int classes) {
        String description = "Loss and balanced accuracy of " + history.size() + " epochs; epoch " + bestEpoch
                + " was kept";
        return new Section("Learning curve", new Figure(LearningCurvePlot.png(history, bestEpoch, classes),
                description, "The weights of epoch " + bestEpoch + " were kept. Training figures are those of the"
                + " epoch's own mini-batches, with dropout and augmentation where they are on."));
    }

    /** Shows the confusion matrix and the figures overall and for each class. */
    public static Section metrics(String heading, Evaluation evaluation) {
        List<List<String>> overall = List.of(
                figure("Accuracy", evaluation.accuracy()),
                List.of("Baseline: always the most frequent class", three(evaluation.majorityBaseline()), "", ""),
                figure("Balanced accuracy", evaluation.balancedAccuracy()),
                figure("Matthews correlation coefficient", evaluation.mcc()),
                figure("Area under the ROC curve", evaluation.auc()),
                List.of("Log loss (nats)", three(evaluation.logLoss()), "", ""));
        List<List<String>> perClass = new ArrayList<>();
        for (ClassMetrics metrics : evaluation.perClass()) {
            perClass.add(List.of(metrics.name(), String.valueOf(metrics.nuclei()), metrics.recall().toString(),
                    metrics.precision().toString(), metrics.f1().toString()));
        }
        return new Section(heading, new Confusion(evaluation.confusion()),
                new Table(List.of("Figure", "Value", "95 % from", "95 % to"), overall, "Measured on "
                        + evaluation.measuredOn() + ". " + intervals(evaluation)),
                new Table(List.of("Class", "Nuclei", "Recall", "Precision", "F1"), perClass, ""));
    }

    private static String intervals(Evaluation evaluation) {
        if (evaluation.resampled() == Resampled.IMAGES) {
            return "Intervals: from 2,000 bootstrap samples of whole source images or, where all samples agree, from"
                    + " counting each image as one nucleus of its classes. The log loss has none: a few confident"
                    + " mistakes decide on it.";
        }
        return "Intervals: Wilson's for the accuracy, recall, precision and F1; from the posterior distribution for the"
                + " balanced accuracy and the correlation coefficient; the wider of DeLong's and Newcombe's for the"
                + " area; none for the log loss, on which a few confident mistakes decide. They are over single"
                + " nuclei, as " + (evaluation.images() == 0 ? "their source images are not known."
                        : "there are few source images.");
    }

    /** Describes what the answer of a classifier is made of: its network, or the members of its ensemble. */
    public static String members(NucleusClassifier classifier) {
        List<String> parts = new ArrayList<>();
        List<Network> networks = classifier.networks();
        if (!networks.isEmpty()) {
            parts.add(counted(networks.size(), "network") + " " + networks.get(0).architecture());
        }
        for (Class<?> kind : List.of(LogisticRegression.class, RandomForest.class)) {
            int count = (int) classifier.members().stream().filter(member -> member instanceof Member.Measured measured
                    && kind.isInstance(measured.model())).count();
            if (count > 0) {
                parts.add(kind == LogisticRegression.class ? counted(count, "logistic regression")
                        : counted(count, "random forest"));
            }
        }
        String last = parts.get(parts.size() - 1);
        return (parts.size() == 1 ? last : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + last)
                + (parts.size() > 1 || networks.isEmpty() ? " of the measurements" : "")
                + (classifier.members().size() > 1 ? "; the answer is the mean of their probabilities" : "")
                + (parts.size() > 1 && !networks.isEmpty() ? ", in which networks count half" : "");
    }

    private static String counted(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }

    /** Describes the classifier, how its crops are made, and how it was trained. */
    public static Section provenance(NucleusClassifier classifier) {
        Provenance provenance = classifier.provenance();
        Map<String, String> network = new LinkedHashMap<>();
        network.put("Classifier", members(classifier));
        network.put("Weights and biases", String.format(Locale.ROOT, "%,d", classifier.parameterCount()));
        network.put("Classes", String.join(", ", classifier.classNames()));
        network.put("Crops", words(classifier.preparation().crops()));
        network.put("Nuclei are found by", foundBy(classifier.preparation()));
        network.put("Pixel size", classifier.preparation().pixelSize().isCalibrated()
                ? classifier.preparation().pixelSize().width() + " x " + classifier.preparation().pixelSize().height()
                        + " " + classifier.preparation().pixelSize().unit() : "not calibrated");
        classifier.preparation().nucleusDiameter().ifPresent(diameter -> network.put("Diameter of the nuclei",
                String.format(Locale.ROOT, "%.1f pixels in the median", diameter)));
        network.put("Training data", provenance.data());
        network.put("SHA-256 of the data", provenance.dataSha256());
        network.put("Created", provenance.created());
        Map<String, String> training = new LinkedHashMap<>();
        provenance.training().forEach((name, value) -> training.put(name.replace('_', ' '), value));
        return new Section("Settings and provenance", new Facts(network), new Facts(training),
                new Facts(provenance.software()));
    }

    /** Describes how crops are made. */
    public static String words(CropSettings crops) {
        String normalised = switch (crops.normalisation()) {
            case NONE -> ", not normalised";
            case CHANNEL -> ", normalised to [0-255]";
            case JOINT -> ", normalised to [0-255] over the channels together";
        };
        return crops.size() + " x " + crops.size() + " pixels, scale " + lower(crops.scale()) + ", background "
                + lower(crops.background())
                + channels(crops.channels())
                + (crops.photometry() instanceof Photometry.Density ? ", optical density" : "") + normalised;
    }

    private static String channels(ChannelSelection channels) {
        if (channels instanceof ChannelSelection.OfNuclei) {
            return "";
        }
        return channels instanceof ChannelSelection.Colours ? ", in colour"
                : (channels.count() == 1 ? ", channel " : ", channels ") + channels.label();
    }

    /** Describes how nuclei are found for a classifier. */
    public static String foundBy(Preparation preparation) {
        return preparation.segmentation().map(ReportSections::words)
                .orElse("not known: the crops were made elsewhere");
    }

    private static String words(Segmentation segmentation) {
        SegmentationSettings settings = segmentation.settings();
        String area = lower(settings.polarity()) + " nuclei of " + settings.minArea()
                + (settings.maxArea() == Integer.MAX_VALUE ? " pixels or more" : " to " + settings.maxArea()
                        + " pixels") + (settings.keepBorder() ? ", border kept" : ", border left out")
                + (settings.keepAll() ? ", debris kept" : "")
                + settings.diameter().map(given -> ", " + given + " in diameter").orElse("");
        return switch (segmentation.method()) {
            case CLASSICAL -> classical(settings) + ", " + area;
            case LEARNED -> network(segmentation) + ": " + area;
            case AUTOMATIC -> network(segmentation) + ", or the classical method where it does not know the image: "
                    + area;
        };
    }

    private static String network(Segmentation segmentation) {
        return "the network " + segmentation.network().orElseThrow().sha256().substring(0, 8)
                + (segmentation.userFile().isPresent() ? ", which is in the model's file" : "");
    }

    private static String classical(SegmentationSettings settings) {
        boolean auto = settings.threshold().equals(SegmentationSettings.AUTO);
        return "the classical method" + (auto ? "" : ", blur " + settings.sigma() + " pixels, threshold") + " "
                + settings.threshold()
                + (settings.threshold().equals(SegmentationSettings.LOCAL) ? " of radius " + settings.localRadius()
                        : "")
                + (settings.split() ? ", touching ones split" : ", touching ones not split")
                + (settings.fillHoles() ? ", holes filled" : ", holes not filled");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> figure(String name, Estimate estimate) {
        return List.of(name, three(estimate.value()), three(estimate.ci95().low()), three(estimate.ci95().high()));
    }

    private static String three(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.3f", value);
    }
}
