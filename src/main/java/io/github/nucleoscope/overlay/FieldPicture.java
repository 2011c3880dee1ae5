package io.github.nucleoscope.overlay;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;

/** Draws an image with its overlay, for reports, without a window and without changing the image. */
public final class FieldPicture {

    private FieldPicture() {}

    /**
     * Draws the current plane as displayed, enlarged, with the overlay's outlines in their colours.
     *
     * @param zoom magnification, 1 or more
     */
    public static BufferedImage of(ImagePlus image, int zoom) {
        BufferedImage picture = new BufferedImage(image.getWidth() * zoom, image.getHeight() * zoom,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(image.getProcessor().getBufferedImage(), 0, 0, picture.getWidth(), picture.getHeight(),
                null);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setStroke(new BasicStroke(zoom));
        Overlay overlay = image.getOverlay();
        if (overlay != null) {
            AffineTransform scale = AffineTransform.getScaleInstance(zoom, zoom);
            for (Roi roi : overlay.toArray()) {
                Color colour = roi.getStrokeColor();
                graphics.setColor(colour == null ? Roi.getColor() : colour);
                graphics.draw(scale.createTransformedShape(outline(roi)));
            }
        }
        graphics.dispose();
        return picture;
    }

    /** The outline in the image's coordinates, holes and separate pieces included. */
    private static Shape outline(Roi roi) {
        if (roi instanceof ShapeRoi shape) {
            Rectangle2D bounds = roi.getFloatBounds();
            return AffineTransform.getTranslateInstance(bounds.getX(), bounds.getY())
                    .createTransformedShape(shape.getShape());
        }
        FloatPolygon polygon = roi.getFloatPolygon();
        Path2D path = new Path2D.Double();
        for (int i = 0; i < polygon.npoints; i++) {
            if (i == 0) {
                path.moveTo(polygon.xpoints[i], polygon.ypoints[i]);
            } else {
                path.lineTo(polygon.xpoints[i], polygon.ypoints[i]);
            }
        }
        path.closePath();
        return path;
    }
}
