package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.network.Network;

/**
 * Trains the networks of an ensemble for the number of epochs that is best for the crops that they do not train on. If
 * the learning rate depends on the length of the training, several lengths are tried, as long as the pooled Brier score
 * becomes lower by more than its standard error: a longer training that is not better beyond chance only takes longer.
 * With a constant learning rate the epoch with the lowest pooled loss is taken.
 */
final class LengthSearch {

    private static final String KEPT = "kept";
    private static final String BEST = "best";

    private final Dataset crops;
    private final List<Fold> folds;
    private final EnsembleLoop loop;
    private final TrainingSettings settings;
    private final Map<String, String> identity;
    private final List<Network> starts;
    private final TrainingListener listener;
    private final List<Integer> lengths;

    /**
     * @param crops that are divided into the folds
     * @param folds one for each member
     * @param starts initial network of each member
     * @param lengths numbers of epochs to be tried if the schedule has a fixed length, rising
     * @param identity what must be equal to resume the training
     */
    LengthSearch(Dataset crops, List<Fold> folds, EnsembleLoop loop, List<Network> starts, TrainingSettings settings,
            List<Integer> lengths, Map<String, String> identity, TrainingListener listener) {
        this.crops = crops;
        this.folds = folds;
        this.loop = loop;
        this.starts = starts;
        this.settings = settings;
        this.identity = identity;
        this.listener = listener;
        this.lengths = settings.schedule().hasFixedLength() ? lengths : List.of(settings.epochs());
    }

    /**
     * The trained networks.
     *
     * @param result the training that was chosen
     * @param outOfFold predictions of the networks for what they did not train on
     * @param line how it was chosen, for the user
     * @param warnings why the training ended early, if it diverged
     * @param cancelled whether the listener cancelled
     */
    record Found(EnsembleLoop.Result result, OutOfFold outOfFold, String line, List<String> warnings,
            boolean cancelled) {}

    /** A finished training, or the first part of one. */
    private record Trained(EnsembleLoop.Result result, OutOfFold outOfFold) {

        int epochs() {
            return result.history().size();
        }
    }

    /**
     * Trains.
     *
     * @throws io.github.nucleoscope.problem.InputException if the checkpoint is of another training
     * @throws TrainingException if the loss diverged, or the training was cancelled, in the first epoch
     */
    Found run(Optional<Checkpoint> checkpoint) {
        checkpoint.ifPresent(from -> from.requireSame(identity));
        Optional<Trained> kept = checkpoint.filter(from -> !from.earlier().isEmpty()).map(this::kept);
        List<String> tried = new ArrayList<>();
        kept.ifPresent(trained -> tried.add(words(trained)));
        List<String> warnings = new ArrayList<>();
        boolean cancelled = false;
        Optional<Checkpoint> from = checkpoint;
        int done = kept.map(Trained::epochs).orElse(0);
        for (int length : lengths) {
            if (length <= done) {
                continue;
            }
            EnsembleLoop.Result result = train(length, from, kept);
            from = Optional.empty();
            if (result.end() != EpochSteps.End.FINISHED && (kept.isPresent() || result.bestEpoch() == 0)) {
                if (result.end() == EpochSteps.End.CANCELLED) {
                    cancelled = true;
                    requireNetworks(kept, "training was cancelled in its first epoch: there is no model yet");
                } else {
                    String problem = "the loss was no longer finite in epoch " + (result.history().size() + 1)
                            + " of " + length + ": lower the learning rate, which is "
                            + settings.optimiser().learningRate();
                    requireNetworks(kept, problem);
                    warnings.add("a longer training was given up, " + problem);
                }
                break;
            }
            Trained trained = new Trained(result, outOfFold(result.networks()));
            tried.add(words(trained));
            if (result.end() != EpochSteps.End.FINISHED) {
                cancelled = result.end() == EpochSteps.End.CANCELLED;
                if (!cancelled) {
                    warnings.add("training ended early, the loss was no longer finite in epoch "
                            + (result.history().size() + 1) + ": lower the learning rate, which is "
                            + settings.optimiser().learningRate());
                }
                kept = Optional.of(trained);
                break;
            }
            boolean better = kept.isEmpty() || trained.outOfFold().score().isLowerThan(kept.get().outOfFold().score());
            if (kept.isEmpty() || trained.outOfFold().score().value() < kept.get().outOfFold().score().value()) {
                kept = Optional.of(trained);
            }
            if (!better) {
                break;
            }
        }
        Trained found = kept.orElseThrow();
        return new Found(found.result(), found.outOfFold(), line(found, tried), warnings, cancelled);
    }

    private static void requireNetworks(Optional<Trained> kept, String problem) {
        if (kept.isEmpty()) {
            throw new TrainingException(problem);
        }
    }

    private String line(Trained found, List<String> tried) {
        if (!settings.schedule().hasFixedLength()) {
            return "the networks are those of epoch " + found.result().bestEpoch() + " of " + found.epochs()
                    + ", which had the lowest loss on nuclei that they had not seen";
        }
        return "the networks were trained for " + epochs(found) + (tried.size() == 1 ? ""
                : ", chosen by the Brier score of nuclei that they had not seen (lower is better: "
                        + String.join(", ", tried) + ")");
    }

    private static String words(Trained trained) {
        CropScore score = trained.outOfFold().score();
        return String.format(Locale.ROOT, "%s %.3f ± %.3f", epochs(trained), score.value(), score.error());
    }

    private static String epochs(Trained trained) {
        return trained.epochs() == 1 ? "1 epoch" : trained.epochs() + " epochs";
    }

    private OutOfFold outOfFold(List<Network> networks) {
        return OutOfFold.ofNetworks(crops, folds, networks, settings.averagesOverViews());
    }

    private EnsembleLoop.Result train(int length, Optional<Checkpoint> from, Optional<Trained> kept) {
        listener.begins(length);
        long before = IntStream.range(0, lengths.indexOf(length)).mapToLong(lengths::get).sum() * loop.batchCount();
        long all = lengths.stream().mapToLong(Integer::longValue).sum() * loop.batchCount();
        List<EpochRecord> history = new ArrayList<>(from.map(Checkpoint::history).orElse(List.of()));
        return loop.run(length, from.map(this::start), new EnsembleLoop.Listener() {
            @Override
            public void batches(long done) {
                listener.batchDone(before + done, all);
            }

            @Override
            public void epochDone(EpochRecord epoch, List<MemberEpoch> members, EnsembleLoop.Best best) {
                history.add(epoch);
                listener.checkpoint(() -> checkpoint(history, members, best, kept));
                listener.epochDone(epoch);
            }

            @Override
            public boolean isCancelled() {
                return listener.isCancelled();
            }
        });
    }

    private Checkpoint checkpoint(List<EpochRecord> history, List<MemberEpoch> members, EnsembleLoop.Best best,
            Optional<Trained> kept) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int m = 0; m < members.size(); m++) {
            for (Map.Entry<String, float[]> array : members.get(m).state().entrySet()) {
                arrays.put(member(m) + array.getKey(), array.getValue());
            }
            if (!settings.schedule().hasFixedLength() && best.epoch() > 0) {
                arrays.put(member(m) + BEST, best.weights().get(m));
            }
            if (kept.isPresent()) {
                arrays.put(member(m) + KEPT, kept.get().result().networks().get(m).parameters());
            }
        }
        return new Checkpoint(identity, history, 0, arrays, kept.map(trained -> trained.result().history())
                .orElse(List.of()));
    }

    private static String member(int index) {
        return "member_" + (index + 1) + "_";
    }

    /** Returns the shorter training that a checkpoint keeps. */
    private Trained kept(Checkpoint checkpoint) {
        List<Network> networks = IntStream.range(0, starts.size())
                .mapToObj(m -> starts.get(m).withParameters(array(checkpoint, member(m) + KEPT))).toList();
        return new Trained(new EnsembleLoop.Result(networks, checkpoint.earlier().size(), checkpoint.earlier(),
                EpochSteps.End.FINISHED), outOfFold(networks));
    }

    private EnsembleLoop.Start start(Checkpoint checkpoint) {
        List<Map<String, float[]>> states = new ArrayList<>();
        List<float[]> best = new ArrayList<>();
        int bestEpoch = settings.schedule().hasFixedLength() ? checkpoint.history().size()
                : best(checkpoint.history());
        for (int m = 0; m < starts.size(); m++) {
            Map<String, float[]> state = new LinkedHashMap<>();
            for (Map.Entry<String, float[]> array : checkpoint.arrays().entrySet()) {
                if (array.getKey().startsWith(member(m))) {
                    state.put(array.getKey().substring(member(m).length()), array.getValue());
                }
            }
            best.add(array(checkpoint, member(m) + (settings.schedule().hasFixedLength() ? Checkpoint.AVERAGE : BEST)));
            states.add(state);
        }
        return new EnsembleLoop.Start(checkpoint.history(), states, new EnsembleLoop.Best(bestEpoch, best));
    }

    private static int best(List<EpochRecord> history) {
        int best = 0;
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i).validationLoss() < history.get(best).validationLoss()) {
                best = i;
            }
        }
        return history.get(best).epoch();
    }

    private static float[] array(Checkpoint checkpoint, String name) {
        float[] values = checkpoint.arrays().get(name);
        Require.that(values != null, "the checkpoint's array '" + name + "' is missing: train again from the start");
        return values;
    }
}
