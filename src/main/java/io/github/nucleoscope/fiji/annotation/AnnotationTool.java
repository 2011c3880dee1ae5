package io.github.nucleoscope.fiji.annotation;

import java.awt.Point;
import java.awt.event.MouseEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.plugin.tool.PlugInTool;

/**
 * The tool in ImageJ's toolbar that labels nuclei while an image is annotated. Clicks and drags on an image that is not
 * annotated do nothing.
 */
final class AnnotationTool extends PlugInTool {

    @Override
    public String getToolName() {
        // Not the command's name: at its start ImageJ runs a command that has the name of a tool.
        return "Nucleus Annotation Tool";
    }

    /** Draws an outline with a dot in it. */
    @Override
    public String getToolIcon() {
        return "C06fO11ddC06fo6655";
    }

    @Override
    public void mousePressed(ImagePlus image, MouseEvent event) {
        AnnotationSession.of(image).ifPresentOrElse(session -> session.actions().press(pixel(image, event)),
                () -> IJ.showStatus("This image is not being annotated: run Plugins > Nucleoscope > Annotate Nuclei"));
        event.consume();
    }

    @Override
    public void mouseDragged(ImagePlus image, MouseEvent event) {
        AnnotationSession.of(image).ifPresent(session -> session.actions().drag(pixel(image, event)));
        event.consume();
    }

    @Override
    public void mouseReleased(ImagePlus image, MouseEvent event) {
        AnnotationSession.of(image).ifPresent(session -> session.actions().release());
        event.consume();
    }

    private static Point pixel(ImagePlus image, MouseEvent event) {
        ImageCanvas canvas = image.getCanvas();
        return new Point(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
    }
}
