package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
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

    @Mixin
    private TrainingOptions training = new TrainingOptions(Recipe.STANDARD);

    /** Returns the network. */
    public Architecture architecture() {
        return network == null ? training.recipe().network() : Architecture.parse(network);
    }

    /** @throws InputException if a value is out of its range, or does not go with another; the message is one line */
    public EnsembleSettings settings() {
        EnsembleSettings recipe = training.recipe().ensemble();
        int count = members == null ? recipe.members() : members;
        TrainingSettings given = training.settings();
        if (count == 1) {
            return new EnsembleSettings(1, classifier == null ? ClassifierKind.NETWORK : classifier, recipe.quick(),
                    given);
        }
        if (training.isValidationGiven()) {
            throw new InputException("--validation is for --members 1: with " + count
                    + " members each is validated on the nuclei that it does not train on; leave it out");
        }
        if (training.isPatienceGiven() && given.schedule().shape() != Schedule.Shape.CONSTANT) {
            throw new InputException("--patience is for --members 1 or --schedule CONSTANT: with the schedule "
                    + given.schedule().shape() + " a training is never cut short; leave it out");
        }
        return new EnsembleSettings(count, classifier == null ? recipe.kind() : classifier, recipe.quick(),
                given.withParts(given.validationFraction(), training.test().orElse(0.0)));
    }

    /** Returns the recipe that values come from that are not given. */
    public Recipe recipe() {
        return training.recipe();
    }
}
