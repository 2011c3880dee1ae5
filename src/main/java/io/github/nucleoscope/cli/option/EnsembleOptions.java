package io.github.nucleoscope.cli.option;

import java.nio.file.Path;

import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a classifier is trained that may be an ensemble. */
public final class EnsembleOptions {

    @Option(names = "--members", paramLabel = "N", description = {
        "Parts that the nuclei are divided into, by source image and class: for each part a network is trained on all "
        + "others, and the classifier is the mean of all. 1: a single network, with --validation and --patience "
        + "(default: that of the recipe)."})
    private Integer members;

    @Option(names = "--classifier", paramLabel = "NAME", description = {
        "What the classifier is made of. NETWORK; MEASUREMENTS: logistic regressions and random forests of shape, "
        + "intensity and texture; BOTH; AUTO: whichever is better on nuclei that were not trained on "
        + "(default: that of the recipe)."})
    private ClassifierKind classifier;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; its output is o for any number of classes (default: that of the recipe).")
    private String network;

    @Option(names = "--from", paramLabel = "MODEL", description = {
        "Starts from the networks of this model file instead of random weights: with more labels, or for other "
        + "classes. Crops are made as for the model."})
    private Path from;

    @Mixin
    private TrainingOptions training = new TrainingOptions(Recipe.STANDARD);

    /**
     * Returns what the networks start from.
     *
     * @throws InputException if the network is not valid, or the model cannot be read; the message is one line
     */
    public StartingPoint start() {
        if (from == null) {
            return new StartingPoint.Random(network == null ? training.recipe().network()
                    : Architecture.parse(network));
        }
        if (network != null) {
            throw new InputException("--network does not go with --from, as the model has networks: leave out one of"
                    + " them");
        }
        return new StartingPoint.Model(ModelFile.read(from));
    }

    /** @throws InputException if a value is out of its range, or does not go with another; the message is one line */
    public EnsembleSettings settings() {
        EnsembleSettings recipe = training.recipe().ensemble();
        int count = members == null ? recipe.members() : members;
        TrainingSettings given = training.settings();
        if (count == 1) {
            return new EnsembleSettings(training.recipe(), 1,
                    classifier == null ? ClassifierKind.NETWORK : classifier, given);
        }
        if (training.isValidationGiven()) {
            throw new InputException("--validation is for --members 1: with " + count
                    + " members each is validated on the nuclei that it does not train on; leave it out");
        }
        if (training.isPatienceGiven() && given.schedule().shape() != Schedule.Shape.CONSTANT) {
            throw new InputException("--patience is for --members 1 or --schedule CONSTANT: with the schedule "
                    + given.schedule().shape() + " a training is never cut short; leave it out");
        }
        return new EnsembleSettings(training.recipe(), count, classifier == null ? recipe.kind() : classifier,
                given.withParts(given.validationFraction(), training.test().orElse(0.0)));
    }
}
