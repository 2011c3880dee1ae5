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
 * The outlines of an annotation in the overlay of its image: they show its state, are up to date at any time, so that
 * File &gt; Save keeps the labels, and know what of them is to be saved.
 */
final class AnnotatedOverlay {

    private final ImagePlus image;
    private final List<Outline> outlines;
    private final Annotation annotation;
    private final NucleusGrid grid;
    private final NucleusLook look;
    private final NucleusPainter painter;

    /** Copies of the ROIs as they are saved. */
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

    /** The nuclei of the visible plane that a straight line passes, in the order of its way. */
    List<Integer> along(Point from, Point to) {
        return grid.along(from, to, image.getSlice(), image.getFrame());
    }

    /** Whether a nucleus is on the visible plane. */
    boolean isVisible(int nucleus) {
        return outlines.get(nucleus).isOn(image.getSlice(), image.getFrame());
    }

    /** The first nucleus of the visible plane; that of all planes where there is none. */
    int firstVisible() {
        return IntStream.range(0, outlines.size()).filter(this::isVisible).findFirst().orElse(0);
    }

    /** Whether the nuclei's outlines are still in the overlay, as long as no other command has taken them away. */
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

    /** Marks a nucleus in place of another, and paints both and those that changed. */
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

    /** Nuclei have other classes now: the ROIs say so, and no longer what a model said. They are painted already. */
    void relabelled(List<Integer> nuclei, long millis) {
        for (int nucleus : nuclei) {
            Roi roi = outlines.get(nucleus).roi();
            RoiClasses.markChanged(roi, millis);
            NucleusRoiName.parse(roi.getName()).ifPresent(name -> roi.setName(NucleusRoiName.of(name.label()).text()));
            saved[nucleus] = copy(nucleus);
        }
    }

    /** Names or colours of classes have changed. */
    void classesChanged(long millis) {
        RoiClasses.markChanged(outlines.get(0).roi(), millis);
        refresh();
    }

    /** Shows all anew. */
    void refresh() {
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

    /** The ROIs as they are to be saved, not to be changed. */
    List<Roi> saved() {
        return List.of(saved);
    }

    /** Shows the labels alone, without selection and suggestions. */
    void end() {
        annotation.select(Annotation.NONE);
        for (int i = 0; i < saved.length; i++) {
            look.applySaved(i, outlines.get(i).roi());
        }
        image.draw();
    }
}
