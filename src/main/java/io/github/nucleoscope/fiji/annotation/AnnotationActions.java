package io.github.nucleoscope.fiji.annotation;

import java.awt.Point;
import java.util.List;
import java.util.function.Consumer;

import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.problem.InputException;

/** The actions of mouse, keys and buttons on an annotation and its overlay. For the event thread only. */
final class AnnotationActions {

    /** Is notified of what the actions did. */
    interface Listener {

        /** Classes or labels have changed: they must be shown and saved. */
        void changed();

        /** Another current class was chosen. */
        void chosen();

        /** The outlines are no longer in the overlay. */
        void lost();
    }

    private final Annotation annotation;
    private final AnnotatedOverlay overlay;
    private final Consumer<String> report;
    private final Listener listener;
    private Point last;

    /** @param report takes a line for the user */
    AnnotationActions(Annotation annotation, AnnotatedOverlay overlay, Consumer<String> report, Listener listener) {
        this.annotation = annotation;
        this.overlay = overlay;
        this.report = report;
        this.listener = listener;
    }

    /** Returns the state of the annotation, to be shown. */
    Annotation annotation() {
        return annotation;
    }

    /** A mouse button goes down at a pixel. */
    void press(Point pixel) {
        annotation.beginStep();
        last = pixel;
        drag(pixel);
    }

    /** The mouse button goes up. */
    void release() {
        last = null;
    }

    /** The mouse is dragged to a pixel: all nuclei on the way get the current class. */
    void drag(Point pixel) {
        if (last == null) {
            // The drag began with another button or on another image.
            return;
        }
        List<Integer> passed = overlay.along(last, pixel);
        last = pixel;
        if (passed.isEmpty() || !isIntact(passed)) {
            return;
        }
        List<Integer> changed = passed.stream().filter(annotation::label).toList();
        overlay.select(passed.get(passed.size() - 1), changed);
        relabelled(changed);
    }

    /** Chooses the current class; 0 removes classes. A number without a class does nothing. */
    void choose(int group) {
        if (group == 0 || annotation.classes().byGroup().containsKey(group)) {
            annotation.choose(group);
            listener.chosen();
        }
    }

    /** Goes to the next nucleus without a class. */
    void next() {
        int after = annotation.selected();
        if (after == Annotation.NONE || !overlay.isVisible(after)) {
            after = overlay.firstVisible() - 1;
        }
        goTo(annotation.nextUnlabelled(after, overlay::isVisible), "all nuclei have a class");
    }

    /** Goes to the nucleus whose suggested class is the least certain. */
    void mostUncertain() {
        goTo(annotation.mostUncertain(), annotation.hasSuggestions() ? "no suggestions are left"
                : "there are no suggestions: run Annotate Nuclei with a model file");
    }

    /** Labels the selected nucleus with its suggested class, or with the current class if it has none. */
    void accept() {
        int nucleus = annotation.selected();
        if (nucleus == Annotation.NONE || !isIntact(List.of(nucleus))) {
            return;
        }
        annotation.beginStep();
        List<Integer> changed = annotation.accept(nucleus) ? List.of(nucleus) : List.of();
        overlay.select(nucleus, changed);
        relabelled(changed);
    }

    /** Undoes the last click, drag or accepted suggestion. */
    void undo() {
        List<Integer> changed = annotation.undo();
        if (changed.isEmpty()) {
            report.accept("there is nothing to undo");
            return;
        }
        int nucleus = changed.get(changed.size() - 1);
        overlay.select(nucleus, changed);
        overlay.scrollTo(nucleus);
        relabelled(changed);
    }

    /** @throws InputException if the name is blank or taken by another class */
    void rename(int group, String name) {
        annotation.rename(group, name);
        classesChanged();
    }

    void recolour(int group, int rgb) {
        annotation.recolour(group, rgb);
        classesChanged();
    }

    void addClass() {
        annotation.addClass();
        classesChanged();
    }

    private void goTo(int nucleus, String otherwise) {
        if (nucleus == Annotation.NONE) {
            report.accept(otherwise);
            return;
        }
        overlay.select(nucleus, List.of());
        overlay.scrollTo(nucleus);
    }

    private void relabelled(List<Integer> nuclei) {
        if (!nuclei.isEmpty()) {
            overlay.relabelled(nuclei, System.currentTimeMillis());
            listener.changed();
        }
    }

    private void classesChanged() {
        RoiGroupNames.setInImageJ(annotation.classes().names());
        overlay.classesChanged(System.currentTimeMillis());
        listener.changed();
    }

    private boolean isIntact(List<Integer> nuclei) {
        if (overlay.holds(nuclei)) {
            return true;
        }
        listener.lost();
        return false;
    }
}
