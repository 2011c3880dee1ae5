package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.ProcessorShare;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;

/**
 * Learning-rate range test (Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3): the
 * initial network is trained for {@value #STEPS} mini-batches while the learning rate grows exponentially, from 1e-5 to
 * 0.1 (SGD: from 1e-4 to 1), until the loss diverges. The schedule is ignored; all other settings are those of the
 * training. Equal data and settings give equal results on one machine.
 *
 * <p>The losses of single mini-batches are noisy, so their exponential moving average with decay 0.9 is used, corrected
 * for its bias at the start (Kingma and Ba 2015, section 3). <b>The chosen rate is half the rate at which the moving
 * average is half-way</b> from chance level (or from the initial loss, if that is lower) to its minimum: there the loss
 * falls fastest; half, because a moving average lags by nine mini-batches or more. The rate of the minimum itself is
 * not suitable: if crops are easy to classify, the loss stays near 0 at all higher rates. No rate is chosen if the
 * minimum is not clearly below chance level (by 2 %, and by four standard errors of the moving average, estimated from
 * the mini-batches before the minimum): a network that only reaches chance level has not learned anything.
 *
 * @param points one for each mini-batch, in order; if the loss diverged, up to there
 * @param chance loss at chance level, in nats
 * @param chosen learning rate to train with; empty if the network did not learn at any rate
 * @param tooHigh rate at which the moving average had risen half-way from its minimum again, or diverged; empty if it
 *     did not, or if the network did not learn at any rate
 * @param reason one-line explanation of the result
 * @param cancelled whether the listener cancelled the test, which then has no result
 */
public record RangeTest(List<Point> points, double chance, Optional<Double> chosen, Optional<Double> tooHigh,
        String reason, boolean cancelled) {

    /** Largest number of mini-batches. */
    public static final int STEPS = 300;

    private static final double DECADES = 4;
    private static final double DECAY = 0.9;
    /** Number of mini-batches in which the moving average settles. */
    private static final int SETTLING = 40;
    /** Number of mini-batches up to a point from which the variance of the loss there is estimated. */
    private static final int WINDOW = 20;
    private static final double MARGIN = 0.02;
    private static final double STANDARD_ERRORS = 4;
    /** The loss has diverged when its moving average is this many times the initial or chance-level loss. */
    private static final double DIVERGED = 2;
    /** Factor by which the rate has grown before the moving average, and the loss itself, respond to it. */
    private static final double LAG = 2;

    /**
     * One mini-batch.
     *
     * @param rate learning rate of its step
     * @param loss its mean loss before the step, in nats
     * @param smoothed moving average of the losses, in nats
     */
    public record Point(double rate, double loss, double smoothed) {}

    public RangeTest {
        points = List.copyOf(points);
    }

    /**
     * Runs the test with the input standardised by the training part.
     *
     * @param train training part, with crops of every class
     * @param crops how the crops were cut
     * @param architecture architecture of the network to be trained
     * @param settings settings of the training
     * @param listener told of every mini-batch; may cancel
     */
    public static RangeTest of(Dataset train, CropSettings crops, Architecture architecture,
            TrainingSettings settings, TrainingListener listener) {
        return of(train, crops, architecture, settings, Optional.empty(), listener);
    }

    /**
     * Runs the test with a given standardisation of the input.
     *
     * @param standardisation standardisation of the network's input; empty for that of the training part
     */
    public static RangeTest of(Dataset train, CropSettings crops, Architecture architecture,
            TrainingSettings settings, Optional<Standardisation> standardisation, TrainingListener listener) {
        TrainingPart part = new TrainingPart(train, crops, settings, standardisation);
        Batches batches = part.batches();
        BatchMaker maker = part.maker(batches);
        int size = settings.batches().size();
        MiniBatch batch = new MiniBatch(size, crops.size() * crops.size() * crops.channels().count());
        double first = settings.optimiser().algorithm() == Algorithm.SGD ? 1e-4 : 1e-5;
        double chance = chance(train, settings);
        LossCurve curve = new LossCurve();
        try (Backpropagation backpropagation = new Backpropagation(part.initialise(architecture), size,
                part.objective());
                Optimiser optimiser = new Optimiser(settings.optimiser(), backpropagation.parameters(),
                        backpropagation.gradient(), backpropagation.weightRanges());
                ProcessorShare share = backpropagation.leaveProcessorsToParts()) {
            for (int step = 0; step < STEPS; step++) {
                if (listener.isCancelled()) {
                    return new RangeTest(curve.points, chance, Optional.empty(), Optional.empty(), "cancelled", true);
                }
                int epoch = 1 + step / batches.batchCount();
                int number = step % batches.batchCount();
                maker.make(epoch, number, batch);
                double loss = backpropagation.step(batch.images, batch.classes,
                        EpochSteps.dropoutSeed(settings.seed(), epoch, number));
                double rate = first * Math.pow(10, DECADES * step / (STEPS - 1));
                if (!Double.isFinite(loss)) {
                    curve.divergedAt = Optional.of(rate);
                    break;
                }
                curve.add(rate, loss);
                if (step >= SETTLING && curve.smoothed() > DIVERGED * Math.max(chance, curve.start())) {
                    break;
                }
                optimiser.step(rate);
                listener.batchDone(step + 1, STEPS);
            }
        }
        return curve.judge(chance);
    }

    /**
     * Returns the lowest loss of a network that predicts the same probabilities for every crop: ln(number of classes)
     * if classes are balanced, otherwise the entropy of their frequencies; with label smoothing, of the smoothed ones.
     *
     * @return loss in nats
     */
    public static double chance(Dataset train, TrainingSettings settings) {
        int classes = train.classNames().size();
        if (settings.batches().balance() != Balance.NONE) {
            return Math.log(classes);
        }
        double entropy = 0;
        for (int count : train.countPerClass()) {
            double share = (1 - settings.labelSmoothing()) * count / train.size() + settings.labelSmoothing() / classes;
            entropy -= share * Math.log(share);
        }
        return entropy;
    }

    /** The losses so far. */
    private static final class LossCurve {

        private final List<Point> points = new ArrayList<>();
        private double sum;
        /** The rate at which the loss was no longer finite. */
        private Optional<Double> divergedAt = Optional.empty();

        void add(double rate, double loss) {
            sum = DECAY * sum + (1 - DECAY) * loss;
            points.add(new Point(rate, loss, sum / (1 - Math.pow(DECAY, points.size() + 1))));
        }

        double smoothed() {
            return points.get(points.size() - 1).smoothed();
        }

        /** Returns the mean loss of the first mini-batches. */
        double start() {
            return points.stream().limit(SETTLING).mapToDouble(Point::loss).average().orElse(Double.NaN);
        }

        /** Returns the standard error of the moving average at a point, from the mini-batches up to there. */
        private double standardError(int at) {
            double variance = points.subList(at - WINDOW + 1, at + 1).stream()
                    .mapToDouble(p -> (p.loss() - p.smoothed()) * (p.loss() - p.smoothed())).sum() / WINDOW;
            return Math.sqrt(variance * (1 - DECAY) / (1 + DECAY));
        }

        RangeTest judge(double chance) {
            if (points.size() <= SETTLING) {
                return new RangeTest(points, chance, Optional.empty(), Optional.empty(), String.format(Locale.ROOT,
                        "the loss was no longer finite after %d mini-batches, at a rate of %.1e: the initial weights"
                                + " make values too large", points.size(),
                        points.isEmpty() ? 0 : points.get(points.size() - 1).rate()), false);
            }
            int lowest = SETTLING;
            for (int i = SETTLING; i < points.size(); i++) {
                if (points.get(i).smoothed() < points.get(lowest).smoothed()) {
                    lowest = i;
                }
            }
            double bottom = points.get(lowest).smoothed();
            double needed = Math.min(chance * (1 - MARGIN), chance - STANDARD_ERRORS * standardError(lowest));
            if (!(bottom < needed)) {
                return new RangeTest(points, chance, Optional.empty(), Optional.empty(), String.format(Locale.ROOT,
                        "flat: no rate brought the loss clearly below chance in %d mini-batches (lowest %.3f, chance"
                                + " %.3f, needed %.3f)", points.size(), bottom, chance, needed), false);
            }
            double halfWay = (Math.min(chance, start()) + bottom) / 2;
            double chosen = points.subList(SETTLING, points.size()).stream()
                    .filter(point -> point.smoothed() <= halfWay).findFirst().orElseThrow().rate() / LAG;
            return new RangeTest(points, chance, Optional.of(chosen),
                    points.subList(lowest, points.size()).stream().filter(point -> point.smoothed() > halfWay)
                            .map(Point::rate).findFirst().or(() -> divergedAt),
                    String.format(Locale.ROOT, "the loss fell to %.3f at rates up to %.1e, and fastest at about %.1e,"
                            + " which is chosen", bottom, points.get(lowest).rate(), chosen), false);
        }
    }
}
