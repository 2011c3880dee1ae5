package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.nuclei.Crop;

/**
 * The crops for the final evaluation, sealed: only their number is accessible until they are opened, once, for all
 * classifiers to be evaluated together. The classifiers see the crops without their classes, so they must be finished
 * before.
 *
 * <p>Opening a test part twice is a programming error: it would let test results influence decisions.
 */
public final class TestPart {

    /**
     * A finished classifier: it does not learn from the crops that it is given.
     *
     * @param <A> the type of a prediction
     */
    public interface Fixed<A> {

        /** Returns one prediction per crop, in order. */
        List<A> answers(List<Crop> crops);
    }

    /**
     * An opened test part.
     *
     * @param crops crops with their classes
     * @param answers predictions of each classifier, in order, one per crop, in order
     */
    public record Opened<A>(Dataset crops, List<List<A>> answers) {

        public Opened {
            answers = answers.stream().map(List::copyOf).toList();
        }
    }

    private final Dataset crops;
    private boolean opened;

    private TestPart(Dataset crops) {
        this.crops = crops;
    }

    /** Seals crops; an empty dataset stands for no test part. */
    public static TestPart seal(Dataset crops) {
        return new TestPart(crops);
    }

    /** Number of crops. */
    public int size() {
        return crops.size();
    }

    /** Returns the crops, for the unit tests of the splits only. */
    Dataset crops() {
        return crops;
    }

    /**
     * Opens the test part and has its crops classified.
     *
     * @param measured all classifiers to be evaluated, trained and calibrated
     * @throws IllegalStateException if it was opened before, or if a classifier does not return one answer per crop
     */
    public <A> Opened<A> open(List<? extends Fixed<A>> measured) {
        if (opened) {
            throw new IllegalStateException("the test part was opened before: final figures are measured once");
        }
        opened = true;
        List<Crop> withoutClasses = crops.crops().stream().map(LabelledCrop::crop).toList();
        List<List<A>> answers = new ArrayList<>();
        for (Fixed<A> one : measured) {
            answers.add(one.answers(withoutClasses));
            if (answers.get(answers.size() - 1).size() != size()) {
                throw new IllegalStateException(answers.get(answers.size() - 1).size() + " answers to " + size()
                        + " crops");
            }
        }
        return new Opened<>(crops, answers);
    }
}
