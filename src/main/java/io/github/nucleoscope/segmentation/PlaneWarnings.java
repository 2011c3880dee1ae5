package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Collects the warnings about the planes of an image, see {@link SegmentationWarnings}, and the notes of the method
 * that found their nuclei; one of each kind is reported.
 */
public final class PlaneWarnings {

    private final Polarity polarity;
    private final Map<Object, List<PlaneWarning>> byKind = new LinkedHashMap<>();
    private int planes;

    /** @param polarity polarity that was used to find the nuclei */
    public PlaneWarnings(Polarity polarity) {
        this.polarity = polarity;
    }

    /** Adds the warnings about the next plane. */
    public void add(SegmentedPlane plane) {
        planes++;
        plane.notes().stream().map(PlaneWarning.MethodNote::new).forEach(this::add);
        SegmentationWarnings.of(plane.plane().pixels(), plane.labels(), polarity).forEach(this::add);
    }

    /** Warnings of one kind differ only in their figures; notes are of the same kind if their texts are equal. */
    private void add(PlaneWarning warning) {
        Object kind = warning instanceof PlaneWarning.MethodNote ? warning : warning.getClass();
        byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(warning);
    }

    /** Returns the first warning of each kind, with the number of planes that it applies to. */
    public List<Problem> problems() {
        return byKind.values().stream().<Problem>map(warnings -> planes == 1 ? warnings.get(0)
                : new OfPlanes(warnings.get(0), warnings.size(), planes)).toList();
    }

    /**
     * A warning about some planes of a stack.
     *
     * @param first the warning about the first of them
     * @param planes number of planes that it applies to
     * @param all number of planes of the stack
     */
    private record OfPlanes(PlaneWarning first, int planes, int all) implements Problem {

        @Override
        public String text() {
            return first.text() + places();
        }

        @Override
        public Optional<Correction> correction() {
            return first.correction();
        }

        @Override
        public String line(Function<Correction, String> words) {
            return first.line(words) + places();
        }

        private String places() {
            return " (in " + planes + " of " + all + " planes)";
        }
    }
}
