package io.github.nucleoscope.fiji.annotation;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Toolkit;
import java.util.Collection;
import java.util.List;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * Repaints nuclei that changed. ImageJ would repaint the whole image with all ROIs of its overlay, which takes a tenth
 * of a second or more with 5,000 ROIs; here only the image and the few ROIs within the changed rectangle are painted,
 * over what ImageJ painted before.
 */
final class NucleusPainter {

    /** Screen pixels by which a thick outline extends beyond the bounding box. */
    private static final int MARGIN = 3;

    /** Contains ImageJ's zoom indicator: left and top 10, width and height at most 64 pixels. */
    private static final Rectangle ZOOM_INDICATOR = new Rectangle(0, 0, 80, 80);

    /** Smallest width, in screen pixels, at which a user can judge a nucleus. */
    private static final double LEGIBLE_WIDTH = 24;

    private final ImagePlus image;
    private final List<Outline> outlines;
    private final NucleusGrid grid;

    NucleusPainter(ImagePlus image, List<Outline> outlines, NucleusGrid grid) {
        this.image = image;
        this.outlines = outlines;
        this.grid = grid;
    }

    /** Paints nuclei of the visible plane immediately. */
    void paint(Collection<Integer> nuclei) {
        ImageCanvas canvas = image.getCanvas();
        if (canvas == null) {
            return;
        }
        for (int nucleus : nuclei) {
            Outline outline = outlines.get(nucleus);
            if (!outline.isOn(image.getSlice(), image.getFrame())) {
                continue;
            }
            Rectangle place = onScreen(outline.bounds(), canvas);
            if (!place.intersects(new Rectangle(canvas.getSize()))) {
                continue;
            }
            if (isCovered(outline.bounds(), place, canvas)) {
                // ImageJ can paint all of it, but later.
                canvas.repaint();
                return;
            }
            paint(place, canvas);
        }
        Toolkit.getDefaultToolkit().sync();
    }

    private static Rectangle onScreen(Rectangle bounds, ImageCanvas canvas) {
        int x = canvas.screenX(bounds.x);
        int y = canvas.screenY(bounds.y);
        return new Rectangle(x - MARGIN, y - MARGIN, canvas.screenX(bounds.x + bounds.width) - x + 2 * MARGIN + 1,
                canvas.screenY(bounds.y + bounds.height) - y + 2 * MARGIN + 1);
    }

    /** Returns whether anything other than the image and outlines of nuclei is shown there. */
    private boolean isCovered(Rectangle bounds, Rectangle place, ImageCanvas canvas) {
        Overlay overlay = image.getOverlay();
        Rectangle shown = canvas.getSrcRect();
        boolean isZoomed = shown.width < image.getWidth() || shown.height < image.getHeight();
        return image.getRoi() != null || canvas.getShowAllList() != null || image.getHideOverlay() || overlay == null
                || overlay.getDrawLabels() || isZoomed && place.intersects(ZOOM_INDICATOR)
                || hasOthers(overlay, bounds);
    }

    private static boolean hasOthers(Overlay overlay, Rectangle bounds) {
        Rectangle near = new Rectangle(bounds);
        near.grow(MARGIN, MARGIN);
        for (Roi roi : overlay) {
            // Texts and thick lines can extend beyond their bounds.
            if (!Outline.isOutline(roi)) {
                Rectangle wide = roi.getBounds();
                wide.grow(20, 20);
                if (wide.intersects(near)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void paint(Rectangle place, ImageCanvas canvas) {
        Graphics2D graphics = (Graphics2D) canvas.getGraphics();
        if (graphics == null) {
            return;
        }
        try {
            Rectangle part = onImage(place, canvas).intersection(canvas.getSrcRect());
            int left = canvas.screenX(part.x);
            int top = canvas.screenY(part.y);
            int right = canvas.screenX(part.x + part.width);
            int bottom = canvas.screenY(part.y + part.height);
            graphics.clipRect(left, top, right - left, bottom - top);
            interpolate(graphics, canvas.getMagnification());
            // Not the whole image with clipping: Java would scale all of it.
            graphics.drawImage(image.getImage(), left, top, right, bottom, part.x, part.y, part.x + part.width,
                    part.y + part.height, null);
            for (int nucleus : grid.in(part, image.getSlice(), image.getFrame())) {
                draw(outlines.get(nucleus).roi(), graphics);
            }
        } finally {
            graphics.dispose();
        }
    }

    /** Sets the interpolation that ImageCanvas uses. */
    private static void interpolate(Graphics2D graphics, double magnification) {
        if (magnification < 1 || magnification > 1 && Prefs.interpolateScaledImages) {
            graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        } else if (magnification > 1) {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        }
    }

    /**
     * Returns the rectangle of the image at a place of the screen, enlarged so that it begins and ends at screen pixels
     * if ImageJ's magnification is a whole number or one over a whole number.
     */
    private static Rectangle onImage(Rectangle place, ImageCanvas canvas) {
        int step = Math.max(1, (int) Math.round(1 / canvas.getMagnification()));
        Rectangle shown = canvas.getSrcRect();
        int x = shown.x + Math.floorDiv((int) Math.floor(canvas.offScreenXD(place.x)) - shown.x, step) * step;
        int y = shown.y + Math.floorDiv((int) Math.floor(canvas.offScreenYD(place.y)) - shown.y, step) * step;
        int width = (int) Math.ceil(canvas.offScreenXD(place.x + place.width)) - x;
        int height = (int) Math.ceil(canvas.offScreenYD(place.y + place.height)) - y;
        return new Rectangle(x, y, -Math.floorDiv(-width, step) * step, -Math.floorDiv(-height, step) * step);
    }

    private void draw(Roi roi, Graphics2D graphics) {
        if (roi.getStroke() == null) {
            graphics.setStroke(Roi.onePixelWide);
        }
        ImagePlus before = roi.getImage();
        roi.setImage(image);
        roi.drawOverlay(graphics);
        roi.setImage(before);
    }

    /** Scrolls and, if nuclei are tiny, zooms in, so that a nucleus is well inside the window. */
    void scrollTo(Outline outline) {
        ImageCanvas canvas = image.getCanvas();
        if (canvas == null) {
            return;
        }
        goToPlane(outline);
        Rectangle shown = canvas.getSrcRect();
        Rectangle wide = new Rectangle(outline.bounds());
        int margin = Math.max(wide.width, wide.height) / 2;
        wide.grow(margin, margin);
        wide = wide.intersection(new Rectangle(image.getWidth(), image.getHeight()));
        boolean isLegible = outline.bounds().width * canvas.getMagnification() >= LEGIBLE_WIDTH;
        if (isLegible && shown.contains(wide)) {
            return;
        }
        double zoom = isLegible ? 1 : LEGIBLE_WIDTH / (outline.bounds().width * canvas.getMagnification());
        int width = Math.max(1, (int) Math.round(shown.width / zoom));
        int height = Math.max(1, (int) Math.round(shown.height / zoom));
        canvas.setSourceRect(new Rectangle((int) outline.bounds().getCenterX() - width / 2,
                (int) outline.bounds().getCenterY() - height / 2, width, height));
        canvas.repaint();
    }

    private void goToPlane(Outline outline) {
        if (!outline.isOn(image.getSlice(), image.getFrame())) {
            image.setPosition(image.getChannel(), outline.z() == 0 ? image.getSlice() : outline.z(),
                    outline.t() == 0 ? image.getFrame() : outline.t());
        }
    }
}
