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
 * The learning-rate range test (Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3): the
 * network is trained from its start for {@value #STEPS} mini-batches while the learning rate grows exponentially, from
 * 1e-5 to 0.1 (SGD: from 1e-4 to 1), and stops where the loss diverges. The schedule is left out, all other settings
 * are the training's. The same data, settings and machine give the same result.
 *
 * <p>The losses of single mini-batches are noisy: what is judged is their running mean with weight 0.9 of the past,
 * corrected for its start (Kingma and Ba 2015, section 3). <b>The chosen rate is half of that at which the running
 * mean has come half-way</b> from chance (or the start, if that is lower) to its lowest point: there the loss falls
 * fastest, and half because a running mean is late by nine mini-batches and more. The rate of the lowest point itself
 * would not do: where crops are told apart easily the loss stays near 0 at any later rate. No rate is chosen where the
 * lowest point is not clearly below the loss of chance (by 2 %, and by four standard errors of the running mean as the
 * mini-batches up to that point vary): a network that only comes down to chance has learnt nothing.
 *
 * @param points one for each mini-batch, in order; the last is where the loss diverged, if it did
 * @param chance the loss of a network that says nothing about the class, in nats
 * @param chosen the rate to train with; empty where no rate learnt
 * @param tooHigh the rate at which the running mean was half-way back from its lowest point, or diverged; empty where
 *     it never was, or where no rate learnt
 * @param reason what decided, in one line
 * @param cancelled whether the listener ended the test, which then has no result
 */
public record RangeTest(List<Point> points, double chance, Optional<Double> chosen, Optional<Double> tooHigh,
        String reason, boolean cancelled) {

    /** The most mini-batches. */
    public static final int STEPS = 300;

    private static final double DECADES = 4;
    private static final double PAST = 0.9;
    /** The first mini-batches, in which the running mean settles. */
    private static final int STILL = 40;
    /** So many mini-batches up to a point show how much the loss varies there. */
    private static final int AROUND = 20;
    private static final double MARGIN = 0.02;
    private static final double STANDARD_ERRORS = 4;
    /** The running mean has come to so many times the loss that it started from, or chance's. */
    private static final double DIVERGED = 2;
    /** What is left of a rate by the time that the running mean, and the loss itself, have followed it. */
    private static final double LAG = 2;

    /**
     * One mini-batch.
     *
     * @param rate the learning rate of its step
     * @param loss its mean loss before the step, in nats
     * @param smoothed the running mean of the losses
     */
    public record Point(double rate, double loss, double smoothed) {}

    public RangeTest {
        points = List.copyOf(points);
    }

    /**
     * Tests.
     *
     * @param train the training part: crops of every class
     * @param crops how the crops were cut
     * @param listener told of every mini-batch; may cancel
     */
    public static RangeTest of(Dataset train, CropSettings crops, Architecture architecture,
            TrainingSettings settings, TrainingListener listener) {
        return of(train, crops, architecture, settings, Optional.empty(), listener);
    }

    /**
     * The same for a network that sees its input otherwise than standardised by the training part.
     *
     * @param standardisation what the network does to its input; empty for that of the training part
     */
    public static RangeTest of(Dataset train, CropSettings crops, Architecture architecture,
            TrainingSettings settings, Optional<Standardisation> standardisation, TrainingListener listener) {
        TrainingPart part = new TrainingPart(train, crops, settings, standardisation);
        Batches batches = part.batches();
        BatchMaker maker = part.maker(batches);
        int size = settings.batches().size();
        MiniBatch batch = new MiniBatch(size, crops.size() * crops.size());
        double first = settings.optimiser().algorithm() == Algorithm.SGD ? 1e-4 : 1e-5;
        double chance = chance(train, settings);
        Course course = new Course();
        try (Backpropagation backpropagation = new Backpropagation(part.initialise(architecture), size,
                part.objective());
                Optimiser optimiser = new Optimiser(settings.optimiser(), backpropagation.parameters(),
                        backpropagation.gradient(), backpropagation.weightRanges());
                ProcessorShare share = backpropagation.leaveProcessorsToParts()) {
            for (int step = 0; step < STEPS; step++) {
                if (listener.isCancelled()) {
                    return new RangeTest(course.points, chance, Optional.empty(), Optional.empty(), "cancelled", true);
                }
                int epoch = 1 + step / batches.batchCount();
                int number = step % batches.batchCount();
                maker.make(epoch, number, batch);
                double loss = backpropagation.step(batch.images, batch.classes,
                        TrainingLoop.dropoutSeed(settings.seed(), epoch, number));
                double rate = first * Math.pow(10, DECADES * step / (STEPS - 1));
                if (!Double.isFinite(loss)) {
                    course.lostAt = Optional.of(rate);
                    break;
                }
                course.add(rate, loss);
                if (step >= STILL && course.smoothed() > DIVERGED * Math.max(chance, course.start())) {
                    break;
                }
                optimiser.step(rate);
                listener.batchDone(step + 1, STEPS);
            }
        }
        return course.judge(chance);
    }

    /**
     * The loss of a network that answers every crop alike, as well as that can be done: ln(number of classes) where
     * classes are balanced, otherwise the entropy of their frequencies; with label smoothing that of the smoothed ones.
     *
     * @return nats
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

    /** The losses as they come. */
    private static final class Course {

        private final List<Point> points = new ArrayList<>();
        private double sum;
        /** The rate at which the loss was not finite any more. */
        private Optional<Double> lostAt = Optional.empty();

        void add(double rate, double loss) {
            sum = PAST * sum + (1 - PAST) * loss;
            points.add(new Point(rate, loss, sum / (1 - Math.pow(PAST, points.size() + 1))));
        }

        double smoothed() {
            return points.get(points.size() - 1).smoothed();
        }

        /** The mean loss of the first mini-batches. */
        double start() {
            return points.stream().limit(STILL).mapToDouble(Point::loss).average().orElse(Double.NaN);
        }

        /** The standard error of the running mean at a point, as the mini-batches up to there vary about it. */
        private double standardError(int at) {
            double variance = points.subList(at - AROUND + 1, at + 1).stream()
                    .mapToDouble(p -> (p.loss() - p.smoothed()) * (p.loss() - p.smoothed())).sum() / AROUND;
            return Math.sqrt(variance * (1 - PAST) / (1 + PAST));
        }

        RangeTest judge(double chance) {
            if (points.size() <= STILL) {
                return new RangeTest(points, chance, Optional.empty(), Optional.empty(), String.format(Locale.ROOT,
                        "the loss was not finite any more after %d mini-batches, at a rate of %.1e: the network starts"
                                + " too far outside the range of numbers", points.size(),
                        points.isEmpty() ? 0 : points.get(points.size() - 1).rate()), false);
            }
            int lowest = STILL;
            for (int i = STILL; i < points.size(); i++) {
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
            double chosen = points.subList(STILL, points.size()).stream().filter(point -> point.smoothed() <= halfWay)
                    .findFirst().orElseThrow().rate() / LAG;
            return new RangeTest(points, chance, Optional.of(chosen),
                    points.subList(lowest, points.size()).stream().filter(point -> point.smoothed() > halfWay)
                            .map(Point::rate).findFirst().or(() -> lostAt),
                    String.format(Locale.ROOT, "the loss fell to %.3f at rates up to %.1e, and fastest at about %.1e,"
                            + " which is chosen", bottom, points.get(lowest).rate(), chosen), false);
        }
    }
}
