package io.github.nucleoscope.fiji.annotation;

import java.awt.Point;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.images.NucleusRoiName;
import io.github.nucleoscope.images.RoiClasses;

/**
 * The outlines of an annotation in the overlay of its image. They show its state and are always up to date, so that
 * File &gt; Save keeps the labels. What is saved leaves out selection and suggestions.
 */
final class AnnotatedOverlay {

    private final ImagePlus image;
    private final List<Outline> outlines;
    private final Annotation annotation;
    private final NucleusGrid grid;
    private final NucleusLook look;
    private final NucleusPainter painter;

    /** Copies of the ROIs in the form in which they are saved. */
    private final Roi[] saved;

    /** @param outlines all in the image's overlay */
    AnnotatedOverlay(ImagePlus image, List<Outline> outlines, Annotation annotation) {
        this.image = image;
        this.outlines = outlines;
        this.annotation = annotation;
        grid = new NucleusGrid(outlines, image.getWidth(), image.getHeight());
        look = new NucleusLook(annotation);
        painter = new NucleusPainter(image, outlines, grid);
        saved = new Roi[outlines.size()];
    }

    /** Returns the nuclei of the visible plane that a straight line crosses, in order along the line. */
    List<Integer> along(Point from, Point to) {
        return grid.along(from, to, image.getSlice(), image.getFrame());
    }

    /** Returns whether a nucleus is on the visible plane. */
    boolean isVisible(int nucleus) {
        return outlines.get(nucleus).isOn(image.getSlice(), image.getFrame());
    }

    /** Returns the first nucleus of the visible plane; if it has none, the first nucleus of the image. */
    int firstVisible() {
        return IntStream.range(0, outlines.size()).filter(this::isVisible).findFirst().orElse(0);
    }

    /** Returns whether the outlines of the nuclei are still in the overlay: other commands may have removed them. */
    boolean holds(List<Integer> nuclei) {
        Set<Roi> there = Collections.newSetFromMap(new IdentityHashMap<>());
        if (image.getOverlay() != null) {
            there.addAll(Arrays.asList(image.getOverlay().toArray()));
        }
        return nuclei.stream().allMatch(nucleus -> there.contains(outlines.get(nucleus).roi()));
    }

    /** Brings a nucleus into view. */
    void scrollTo(int nucleus) {
        painter.scrollTo(outlines.get(nucleus));
    }

    /** Moves the selection to a nucleus and repaints it, the previously selected one and those that changed. */
    void select(int nucleus, List<Integer> changed) {
        Set<Integer> touched = new LinkedHashSet<>(changed);
        if (annotation.selected() != Annotation.NONE) {
            touched.add(annotation.selected());
        }
        touched.add(nucleus);
        annotation.select(nucleus);
        touched.forEach(i -> look.apply(i, outlines.get(i).roi()));
        painter.paint(touched);
    }

    /** Updates the ROIs of nuclei with a new class and drops the model's prediction from them. Does not repaint. */
    void relabelled(List<Integer> nuclei, long millis) {
        for (int nucleus : nuclei) {
            Roi roi = outlines.get(nucleus).roi();
            RoiClasses.markChanged(roi, millis);
            NucleusRoiName.parse(roi.getName()).ifPresent(name -> roi.setName(NucleusRoiName.of(name.label()).text()));
            saved[nucleus] = copy(nucleus);
        }
    }

    /** Updates all ROIs after names or colours of classes have changed. */
    void classesChanged(long millis) {
        RoiClasses.markChanged(outlines.get(0).roi(), millis);
        refresh();
    }

    /** Updates and repaints all outlines. */
    void refresh() {
        annotation.classes().writeTo(outlines.stream().map(Outline::roi).toList());
        for (int i = 0; i < saved.length; i++) {
            saved[i] = copy(i);
            look.apply(i, outlines.get(i).roi());
        }
        image.draw();
    }

    /** Returns a copy for saving, which shares the ROI's properties. */
    private Roi copy(int nucleus) {
        Roi copy = (Roi) outlines.get(nucleus).roi().clone();
        look.applySaved(nucleus, copy);
        return copy;
    }

    /** Returns the ROIs to be saved; the caller must not change them. */
    List<Roi> saved() {
        return List.of(saved);
    }

    /** Ends the annotation: shows the labels only, without selection and suggestions. */
    void end() {
        annotation.select(Annotation.NONE);
        for (int i = 0; i < saved.length; i++) {
            look.applySaved(i, outlines.get(i).roi());
        }
        image.draw();
    }
}
