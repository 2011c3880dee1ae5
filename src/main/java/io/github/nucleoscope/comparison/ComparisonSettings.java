package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.comparison.Contender.MostFrequentClass;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Contender.Remedied;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * What is compared, and how.
 *
 * @param networks one or more, all different
 * @param folds number of folds of each cross-validation, 2 or more
 * @param seeds one for each cross-validation, all different: a seed determines the folds, the validation parts, the
 *     initial weights and everything else that is random, the same for all networks
 * @param budget of each training
 * @param tuned whether each training has its own learning rate, from a range test on its training part; otherwise the
 *     recipe's rate is used
 * @param diagnosed whether a network whose training ends at the loss of chance is diagnosed, and trained again with
 *     the remedy that worked
 * @param recipe how networks are trained; its epochs, test fraction and seed are not used
 */
public record ComparisonSettings(List<Net> networks, int folds, List<Long> seeds, Budget budget, boolean tuned,
        boolean diagnosed, TrainingSettings recipe) {

    /** Networks with a longer notation are called by a number. */
    private static final int LONGEST_TITLE = 28;

    /** More epochs than fit into any budget in minutes. */
    private static final int UNLIMITED_EPOCHS = 1_000_000;

    /** @throws InputException in one line, if a value is out of range */
    public ComparisonSettings {
        networks = List.copyOf(networks);
        seeds = List.copyOf(seeds);
        if (networks.isEmpty()) {
            throw new InputException("there is no network to compare: give one or more");
        }
        if (folds < 2) {
            throw new InputException("folds " + folds + " is not 2 or more");
        }
        if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
            throw new InputException("seeds " + seeds + ": give one or more, all different");
        }
        if (recipe.validationFraction() == 0) {
            throw new InputException("a comparison needs a validation part to choose each network's best epoch: "
                    + "give a share above 0");
        }
        if (budget instanceof Budget.Minutes && recipe.schedule().shape() != Schedule.Shape.CONSTANT) {
            throw new InputException("the schedule " + recipe.schedule().shape()
                    + " needs a number of epochs, but minutes are given: give epochs, or a constant learning rate");
        }
        for (int i = 0; i < networks.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (networks.get(i).architecture().equals(networks.get(j).architecture())) {
                    throw new InputException("'" + networks.get(j).title() + "' and '"
                            + networks.get(i).title() + "' are the same network: leave one out");
                }
            }
        }
    }

    /** Settings without diagnoses. */
    public ComparisonSettings(List<Net> networks, int folds, List<Long> seeds, Budget budget, boolean tuned,
            TrainingSettings recipe) {
        this(networks, folds, seeds, budget, tuned, false, recipe);
    }

    /** Returns a copy with diagnoses switched on or off. */
    public ComparisonSettings withDiagnoses(boolean wanted) {
        return new ComparisonSettings(networks, folds, seeds, budget, tuned, wanted, recipe);
    }

    /**
     * Parses networks from their notations or names of presets, in order.
     *
     * @throws InputException if one is not a network
     */
    public static List<Net> networks(List<String> notations) {
        List<Net> networks = new ArrayList<>();
        for (String notation : notations) {
            String text = notation.strip();
            networks.add(new Net(text.length() <= LONGEST_TITLE ? text : "network " + (networks.size() + 1),
                    Architecture.parse(text)));
        }
        return networks;
    }

    /** Returns the networks, those with remedies, the baselines, and the most frequent class. */
    List<Contender> contenders(List<Remedied> remedied) {
        List<Contender> contenders = new ArrayList<>(networks);
        contenders.addAll(remedied);
        contenders.addAll(List.of(Baseline.values()));
        contenders.add(new MostFrequentClass());
        return contenders;
    }

    /** Returns all trainings of the networks as given, ordered by seed, fold and network. */
    List<Training> trainings() {
        List<Training> trainings = new ArrayList<>();
        for (long seed : seeds) {
            for (int fold = 0; fold < folds; fold++) {
                for (int n = 0; n < networks.size(); n++) {
                    trainings.add(new Training(n, seed, fold));
                }
            }
        }
        return trainings;
    }

    /** Returns the training settings of a seed, still with the recipe's learning rate. */
    TrainingSettings training(long seed) {
        return recipe.withSeed(seed).withParts(recipe.validationFraction(), 0)
                .withEpochs(budget instanceof Budget.Epochs epochs ? epochs.most() : UNLIMITED_EPOCHS);
    }

    /** Returns all settings by name: what must be the same for a comparison to be resumed. */
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        for (Net network : networks) {
            description.put("network_" + (networks.indexOf(network) + 1), network.architecture().toString());
        }
        description.put("networks", String.valueOf(networks.size()));
        description.put("folds", String.valueOf(folds));
        description.put("seeds", seeds.toString());
        description.put("budget", budget.toString());
        description.put("learning_rate_from", tuned ? "a range test for each training" : "the settings");
        description.put("stuck_networks", diagnosed ? "diagnosed" : "left as they are");
        Map<String, String> training = training(0).describe();
        List.of("seed", "epochs", "test_fraction").forEach(training::remove);
        if (tuned) {
            training.remove("learning_rate");
        }
        description.putAll(training);
        return description;
    }
}
