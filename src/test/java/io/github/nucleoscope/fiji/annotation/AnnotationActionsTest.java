package io.github.nucleoscope.fiji.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.nucleoscope.fiji.command.KeptRoiGroups;
import io.github.nucleoscope.images.RoiClasses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the mouse and the buttons do to the overlay; without windows, so nothing is painted. */
@ExtendWith(KeptRoiGroups.class)
class AnnotationActionsTest {

    private final ImagePlus image = new ImagePlus("a", new ByteProcessor(100, 20));
    private final List<String> events = new ArrayList<>();
    private AnnotatedOverlay overlay;
    private AnnotationActions actions;

    private final class Recorder implements AnnotationActions.Listener {

        @Override
        public void changed() {
            events.add("changed");
        }

        @Override
        public void chosen() {
            events.add("chosen");
        }

        @Override
        public void lost() {
            events.add("lost");
        }
    }

    /** Three nuclei: one classified, one only found, one that a user named. */
    @BeforeEach
    void open() {
        Overlay rois = new Overlay();
        for (String name : List.of("1 mitotic 0.87", "2", "my nucleus 3")) {
            Roi roi = new Roi(5 + 30 * rois.size(), 5, 10, 10);
            roi.setName(name);
            rois.add(roi);
        }
        image.setOverlay(rois);
        List<Outline> outlines = OutlineSource.outlines(image).stream().map(roi -> Outline.of(roi, image)).toList();
        Annotation annotation = new Annotation(new int[3], List.of(Optional.empty(), Optional.empty(),
                Optional.empty()), new RoiClasses(new TreeMap<>()).withNamed(1, "interphase").withNamed(2, "mitotic"));
        overlay = new AnnotatedOverlay(image, outlines, annotation);
        overlay.refresh();
        actions = new AnnotationActions(annotation, overlay, events::add, new Recorder());
    }

    private List<String> names() {
        return List.of(image.getOverlay().toArray()).stream().map(Roi::getName).toList();
    }

    private List<Integer> groups() {
        return List.of(image.getOverlay().toArray()).stream().map(Roi::getGroup).toList();
    }

    private void click(int x, int y) {
        actions.press(new Point(x, y));
        actions.release();
    }

    @Test
    void aLabelTakesTheModelsAnswerOutOfTheNameButNotTheUsersWords() {
        assertEquals(List.of("1 mitotic 0.87", "2", "my nucleus 3"), names());
        actions.press(new Point(0, 10));
        actions.drag(new Point(99, 10));
        actions.release();
        assertEquals(List.of("1", "2", "my nucleus 3"), names());
        assertEquals(List.of(1, 1, 1), groups());
        assertEquals(List.of("changed"), events);
        assertEquals(names(), overlay.saved().stream().map(Roi::getName).toList());
    }

    @Test
    void whatIsSavedHasNoSelection() {
        click(10, 10);
        assertEquals(3, image.getOverlay().get(0).getStroke().getLineWidth());
        assertEquals(1, overlay.saved().get(0).getGroup());
        assertEquals(null, overlay.saved().get(0).getStroke());
        overlay.end();
        assertEquals(null, image.getOverlay().get(0).getStroke());
    }

    @Test
    void aDragIsUndoneAtOnce() {
        actions.press(new Point(0, 10));
        actions.drag(new Point(99, 10));
        actions.undo();
        assertEquals(List.of(0, 0, 0), groups());
        actions.undo();
        assertEquals(List.of("changed", "changed", "there is nothing to undo"), events);
    }

    @Test
    void aDragThatBeganElsewhereDoesNothing() {
        actions.drag(new Point(99, 10));
        assertEquals(List.of(0, 0, 0), groups());
        assertEquals(List.of(), events);
    }

    @Test
    void anOverlayThatAnotherCommandReplacedIsLeftAlone() {
        Overlay other = image.getOverlay().duplicate();
        image.setOverlay(other);
        click(10, 10);
        assertEquals(List.of("lost"), events);
        assertEquals(List.of(0, 0, 0), groups());
    }

    @Test
    void numbersWithoutAClassChooseNothing() {
        actions.choose(7);
        assertEquals(List.of(), events);
        actions.choose(2);
        click(40, 10);
        assertEquals(List.of(0, 2, 0), groups());
        assertEquals(List.of("chosen", "changed"), events);
    }

    @Test
    void imageJKnowsTheNamesOfTheClasses() {
        actions.rename(2, "in mitosis, late");
        assertEquals("interphase,in mitosis  late", Roi.getGroupNames());
        actions.addClass();
        assertEquals("class 3", Roi.getGroupName(3));
        assertThrows(RuntimeException.class, () -> actions.rename(1, "class 3"));
        assertEquals(List.of("changed", "changed"), events);
    }
}
