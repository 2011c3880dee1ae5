package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class PlaneWarningsTest {

    /** A plane with a single value and a note by the method. */
    private static SegmentedPlane plane(String note) {
        return SegmentedPlane.of(new Plane(Drawing.shape(8, 8, 7, 7, (x, y) -> true), 1, 1, Colour.LUMINANCE),
                ArrayImgs.ints(8, 8)).withNote(note);
    }

    @Test
    void oneOfEachKindAndEachNoteInTheOrderOfTheirFirst() {
        PlaneWarnings warnings = new PlaneWarnings(Polarity.BRIGHT);
        warnings.add(plane("3 tiles"));
        assertEquals(List.of("3 tiles", "all pixels are equal: is this the channel of the nuclei?"),
                warnings.problems().stream().map(problem -> problem.text()).toList());
        warnings.add(plane("3 tiles"));
        warnings.add(plane("4 tiles"));
        assertEquals(List.of("3 tiles (in 2 of 3 planes)",
                "all pixels are equal: is this the channel of the nuclei? (in 3 of 3 planes)",
                "4 tiles (in 1 of 3 planes)"),
                warnings.problems().stream().map(problem -> problem.line(remedy -> "")).toList());
    }
}
