package io.github.nucleoscope.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is taken as independent: whole images, if 10 or more are known and each class is in at least 5 of them;
 * otherwise the single nuclei. A nucleus whose image is unknown counts as an image of its own.
 *
 * @param kind images or nuclei
 * @param unitOf index of the image or nucleus of each nucleus, 0 to {@code count - 1}
 * @param count number of images or nuclei
 */
record SamplingUnits(Resampled kind, int[] unitOf, int count) {

    static final int FEWEST_IMAGES = 10;
    private static final int FEWEST_IMAGES_PER_CLASS = 5;

    static SamplingUnits of(List<Outcome> outcomes) {
        int n = outcomes.size();
        Map<String, Integer> imageIndex = new LinkedHashMap<>();
        int[] imageOf = new int[n];
        for (int i = 0; i < n; i++) {
            Integer known = imageIndex.putIfAbsent(outcomes.get(i).source(), imageIndex.size());
            imageOf[i] = known == null ? imageIndex.size() - 1 : known;
        }
        return hasEnoughImages(outcomes, imageOf)
                ? new SamplingUnits(Resampled.IMAGES, imageOf, imageIndex.size())
                : new SamplingUnits(Resampled.NUCLEI, IntStream.range(0, n).toArray(), n);
    }

    /** Whether there are enough known images, in total and of each class. */
    private static boolean hasEnoughImages(List<Outcome> outcomes, int[] imageOf) {
        int[] known = IntStream.range(0, imageOf.length).filter(i -> outcomes.get(i).sourceKnown()).toArray();
        if (IntStream.of(known).map(i -> imageOf[i]).distinct().count() < FEWEST_IMAGES) {
            return false;
        }
        for (int c = 0; c < outcomes.get(0).classCount(); c++) {
            int truth = c;
            boolean present = outcomes.stream().anyMatch(outcome -> outcome.truth() == truth);
            long imagesOfClass = IntStream.of(known)
                    .filter(i -> outcomes.get(i).truth() == truth)
                    .map(i -> imageOf[i])
                    .distinct().count();
            if (present && imagesOfClass < FEWEST_IMAGES_PER_CLASS) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of images (or nuclei) with at least one nucleus of each class, by class index. */
    int[] countsOfClasses(List<Outcome> outcomes) {
        return IntStream.range(0, outcomes.get(0).classCount())
                .map(c -> count(i -> outcomes.get(i).truth() == c)).toArray();
    }

    /** Returns the number of images (or nuclei) with at least one of these nuclei, which are given by their index. */
    int count(IntPredicate nuclei) {
        return (int) IntStream.range(0, unitOf.length).filter(nuclei).map(i -> unitOf[i]).distinct().count();
    }
}
