package io.github.nucleoscope.fiji.annotation;

import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.gui.Toolbar;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.problem.InputException;

/**
 * An image that is being annotated: brings together its nuclei, ImageJ's canvas and tool bar, the keys, the window with
 * the classes, and the file. All of it happens on the event thread. The overlay is up to date at any time, so that
 * File > Save keeps the labels.
 */
public final class AnnotationSession {

    /** The image knows its session by this property. */
    private static final String PROPERTY = AnnotationSession.class.getName();

    /** What Classify Nuclei calls its ROIs. */
    private static final Pattern CLASSIFIED = Pattern.compile("(\\d+) .*\\S [01]\\.\\d\\d");

    private final ImagePlus image;
    private final List<Outline> outlines;
    private final Annotation annotation;
    private final OutlineSource source;
    private final NucleusGrid grid;
    private final NucleusLook look;
    private final NucleusPainter painter;
    private final AnnotationWindow window;
    private final Autosave autosave;
    private final AnnotationKeys keys;
    private final ImageListener closing = new Closing();
    private final int toolBefore = Toolbar.getToolId();

    /** Copies of the ROIs as they are saved. */
    private final Roi[] saved;
    private Point last;
    private boolean isOpen = true;

    private AnnotationSession(ImagePlus image, AnnotationStart start) {
        this.image = image;
        outlines = start.outlines();
        annotation = start.annotation();
        source = start.source();
        grid = new NucleusGrid(outlines, image.getWidth(), image.getHeight());
        look = new NucleusLook(annotation);
        painter = new NucleusPainter(image, outlines, grid);
        saved = new Roi[outlines.size()];
        window = new AnnotationWindow(this, image.getTitle());
        autosave = new Autosave(source.keepFile(), line -> EventQueue.invokeLater(() -> report(line)));
        keys = new AnnotationKeys(this, target -> target == window || target == image.getWindow());
    }

    /**
     * Opens the annotation of an image that is shown in a window; on the event thread.
     *
     * @throws InputException where the image has no window, or there is no ImageJ
     */
    public static AnnotationSession open(ImagePlus image, AnnotationStart start) {
        if (image.getWindow() == null || IJ.getInstance() == null) {
            throw new InputException(image.getTitle() + " has no window to be annotated in: show it first");
        }
        AnnotationSession session = new AnnotationSession(image, start);
        session.start();
        return session;
    }

    /** The annotation of an image that is open now. */
    public static Optional<AnnotationSession> of(ImagePlus image) {
        return Optional.ofNullable((AnnotationSession) image.getProperty(PROPERTY));
    }

    private void start() {
        image.setProperty(PROPERTY, this);
        image.deleteRoi();
        NucleusLook.nameGroups(annotation.classes());
        refreshAll();
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
        ImagePlus.addImageListener(closing);
        Toolbar.addPlugInTool(new AnnotationTool());
        window.open(image.getWindow());
        window.report(outlines.size() + " " + source.description() + "; " + target().map(
                file -> "labels are saved in " + file.getFileName()).orElse(
                        "the image has no file: labels are saved with it, by File > Save As > Tiff"));
        window.refresh();
    }

    /** The state, for the window. */
    Annotation annotation() {
        return annotation;
    }

    private Optional<Path> target() {
        return OutlineSource.file(image).map(RoiZip::beside);
    }

    private void report(String line) {
        if (line.startsWith("not saved")) {
            IJ.log("Annotate Nuclei: " + line);
        }
        window.report(line);
    }

    // What the mouse does

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

    /** The mouse is dragged to a pixel: all nuclei on the way get the class. */
    void drag(Point pixel) {
        if (last == null) {
            // It began with another button, or on another image.
            return;
        }
        List<Integer> passed = grid.along(last, pixel, image.getSlice(), image.getFrame());
        last = pixel;
        if (passed.isEmpty() || !isIntact(passed)) {
            return;
        }
        List<Integer> changed = passed.stream().filter(annotation::label).toList();
        select(passed.get(passed.size() - 1), changed);
        changed(changed);
    }

    // What the keys and the buttons do

    /** Chooses the class that is given from now on; 0 takes classes away. A number without a class does nothing. */
    void choose(int group) {
        if (group == 0 || annotation.classes().byGroup().containsKey(group)) {
            annotation.choose(group);
            window.refresh();
        }
    }

    /** Goes to the next nucleus without a class. */
    void next() {
        int after = annotation.selected();
        if (after == Annotation.NONE || !isVisible(after)) {
            after = IntStream.range(0, outlines.size()).filter(this::isVisible).findFirst().orElse(0) - 1;
        }
        goTo(annotation.nextUnlabelled(after, this::isVisible), "all nuclei have a class");
    }

    /** Goes to the nucleus of whose suggested class the model is least certain. */
    void mostUncertain() {
        goTo(annotation.mostUncertain(), annotation.hasSuggestions() ? "no suggestion is left"
                : "there are no suggestions: give Annotate Nuclei a model");
    }

    /** Gives the selected nucleus its suggested class, or the current one where it has none. */
    void accept() {
        int nucleus = annotation.selected();
        if (nucleus == Annotation.NONE || !isIntact(List.of(nucleus))) {
            return;
        }
        annotation.beginStep();
        List<Integer> changed = annotation.accept(nucleus) ? List.of(nucleus) : List.of();
        select(nucleus, changed);
        changed(changed);
    }

    /** Takes back the last click, drag or accepted suggestion. */
    void undo() {
        List<Integer> changed = annotation.undo();
        if (changed.isEmpty()) {
            window.report("there is nothing to undo");
            return;
        }
        select(changed.get(changed.size() - 1), changed);
        painter.scrollTo(outlines.get(annotation.selected()));
        changed(changed);
    }

    /** @throws InputException where the name is blank or another class has it */
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

    private boolean isVisible(int nucleus) {
        return outlines.get(nucleus).isOn(image.getSlice(), image.getFrame());
    }

    private void goTo(int nucleus, String otherwise) {
        if (nucleus == Annotation.NONE) {
            window.report(otherwise);
            return;
        }
        select(nucleus, List.of());
        painter.scrollTo(outlines.get(nucleus));
    }

    /** Marks a nucleus in place of another, and paints both and those that changed. */
    private void select(int nucleus, List<Integer> changed) {
        Set<Integer> touched = new LinkedHashSet<>(changed);
        if (annotation.selected() != Annotation.NONE) {
            touched.add(annotation.selected());
        }
        touched.add(nucleus);
        annotation.select(nucleus);
        touched.forEach(i -> look.apply(i, outlines.get(i).roi()));
        painter.paint(touched);
    }

    /** Nuclei have other classes now, and are painted already. */
    private void changed(List<Integer> nuclei) {
        if (nuclei.isEmpty()) {
            return;
        }
        for (int nucleus : nuclei) {
            Roi roi = outlines.get(nucleus).roi();
            RoiClasses.markChanged(roi, System.currentTimeMillis());
            Matcher classified = CLASSIFIED.matcher(String.valueOf(roi.getName()));
            if (classified.matches()) {
                // The class and the confidence are no longer what the model said.
                roi.setName(classified.group(1));
            }
            saved[nucleus] = copy(nucleus);
        }
        window.refresh();
        save();
    }

    private void classesChanged() {
        NucleusLook.nameGroups(annotation.classes());
        RoiClasses.markChanged(outlines.get(0).roi(), System.currentTimeMillis());
        refreshAll();
        window.refresh();
        save();
    }

    private void refreshAll() {
        annotation.classes().writeTo(outlines.stream().map(Outline::roi).toList());
        for (int i = 0; i < saved.length; i++) {
            saved[i] = copy(i);
            look.apply(i, outlines.get(i).roi());
        }
        image.draw();
    }

    /** As it is to be saved. The copy shares the ROI's properties. */
    private Roi copy(int nucleus) {
        Roi copy = (Roi) outlines.get(nucleus).roi().clone();
        look.applySaved(nucleus, copy);
        return copy;
    }

    private void save() {
        target().ifPresentOrElse(file -> autosave.save(file, List.of(saved)), () -> {
            // ImageJ asks before it closes the image.
            image.changes = true;
            window.report("not in a file yet: File > Save As > Tiff saves the labels with the image");
        });
    }

    /** Whether the outlines are still in the overlay. Where another command took them away the annotation ends. */
    private boolean isIntact(List<Integer> nuclei) {
        Set<Roi> there = Collections.newSetFromMap(new IdentityHashMap<>());
        if (image.getOverlay() != null) {
            there.addAll(Arrays.asList(image.getOverlay().toArray()));
        }
        if (nuclei.stream().allMatch(nucleus -> there.contains(outlines.get(nucleus).roi()))) {
            return true;
        }
        end();
        IJ.log("Annotate Nuclei: the overlay of " + image.getTitle() + " was replaced by another command, so the "
                + "annotation has ended; what it has saved stays. Run it again to go on");
        return false;
    }

    /** Ends the annotation: all is saved, and ImageJ is as it was before. */
    public void end() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
        ImagePlus.removeImageListener(closing);
        image.setProperty(PROPERTY, null);
        if (Toolbar.getPlugInTool() instanceof AnnotationTool && !isAnotherOpen()) {
            Toolbar.getInstance().setTool(toolBefore);
        }
        annotation.select(Annotation.NONE);
        for (int i = 0; i < saved.length; i++) {
            look.applySaved(i, outlines.get(i).roi());
        }
        image.draw();
        autosave.close();
        window.dispose();
    }

    private static boolean isAnotherOpen() {
        int[] ids = WindowManager.getIDList();
        return ids != null && Arrays.stream(ids).mapToObj(WindowManager::getImage)
                .anyMatch(other -> other != null && of(other).isPresent());
    }

    /** Brings the window with the classes to the front. */
    public void toFront() {
        window.toFront();
    }

    private final class Closing implements ImageListener {

        @Override
        public void imageClosed(ImagePlus closed) {
            if (closed == image) {
                EventQueue.invokeLater(AnnotationSession.this::end);
            }
        }

        @Override
        public void imageOpened(ImagePlus opened) {}

        @Override
        public void imageUpdated(ImagePlus updated) {}
    }
}
