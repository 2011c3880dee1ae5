package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.nuclei.Crop;

/**
 * The crops that final figures are measured on, sealed: but for their number nothing can be learnt of them, until they
 * are opened, once, by all that is to be measured. What is measured sees the crops without their classes, so it must
 * have learnt all that it knows before.
 *
 * <p>A second opening is a defect: whoever opens it in order to decide something gets no final figures.
 */
public final class TestPart {

    /**
     * What is measured: fixed, for it learns nothing from what it is asked.
     *
     * @param <A> an answer
     */
    public interface Fixed<A> {

        /** One answer per crop, in order. */
        List<A> answers(List<Crop> crops);
    }

    /**
     * What the opening gives.
     *
     * @param crops with their classes
     * @param answers of everything that is measured, in order; of each, one per crop, in order
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

    /** Seals crops; an empty dataset is a test part that nobody wanted. */
    public static TestPart seal(Dataset crops) {
        return new TestPart(crops);
    }

    /** Number of crops. */
    public int size() {
        return crops.size();
    }

    /** For the tests of the splits. */
    Dataset crops() {
        return crops;
    }

    /**
     * Opens it.
     *
     * @param measured all that is to be measured, trained and calibrated
     * @throws IllegalStateException where it was opened before, or where there is not an answer for each crop
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
