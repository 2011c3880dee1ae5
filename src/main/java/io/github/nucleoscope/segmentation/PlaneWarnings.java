package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * What is suspicious about the planes of an image, see {@link SegmentationWarnings}, and the notes of the method that
 * found their nuclei: one of each kind.
 */
public final class PlaneWarnings {

    private final Polarity polarity;
    private final Map<Object, List<PlaneWarning>> byKind = new LinkedHashMap<>();
    private int planes;

    /** @param polarity that the nuclei were found for */
    public PlaneWarnings(Polarity polarity) {
        this.polarity = polarity;
    }

    /** Looks at the next plane. */
    public void add(SegmentedPlane plane) {
        planes++;
        plane.notes().stream().map(PlaneWarning.Noted::new).forEach(this::add);
        SegmentationWarnings.of(plane.plane().pixels(), plane.labels(), polarity).forEach(this::add);
    }

    /** Those of one kind differ in their figures; two notes are of one kind where they say the same. */
    private void add(PlaneWarning warning) {
        Object kind = warning instanceof PlaneWarning.Noted ? warning : warning.getClass();
        byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(warning);
    }

    /** The first of each kind, and in how many planes it is so. */
    public List<Problem> problems() {
        return byKind.values().stream().<Problem>map(warnings -> planes == 1 ? warnings.get(0)
                : new OfPlanes(warnings.get(0), warnings.size(), planes)).toList();
    }

    /**
     * A warning about some planes of a stack.
     *
     * @param first the warning about the first of them
     * @param planes how many they are
     * @param all how many the stack has
     */
    private record OfPlanes(PlaneWarning first, int planes, int all) implements Problem {

        @Override
        public String text() {
            return first.text() + places();
        }

        @Override
        public Optional<Remedy> remedy() {
            return first.remedy();
        }

        @Override
        public String line(Function<Remedy, String> words) {
            return first.line(words) + places();
        }

        private String places() {
            return " (in " + planes + " of " + all + " planes)";
        }
    }
}
