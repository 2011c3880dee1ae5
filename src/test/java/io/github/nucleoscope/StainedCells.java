package io.github.nucleoscope;

import java.awt.Color;

import ij.process.ColorProcessor;

/**
 * Eight blue nuclei among eight pink cells, which are as dark in the luminance: drawn with amounts 0.5 of haematoxylin
 * and 0.4 of eosin, in the densities of Ruifrok (2001): 241 times 10 to the power of minus 0.5 times 0.65, and so on.
 */
public final class StainedCells {

    private static final Color BLUE = new Color(113, 107, 171);
    private static final Color PINK = new Color(225, 96, 217);

    private StainedCells() {}

    /** @param diameter of nuclei and cells, in pixels, up to 44 */
    public static ColorProcessor draw(int diameter) {
        ColorProcessor drawn = new ColorProcessor(200, 200);
        drawn.setColor(new Color(240, 240, 240));
        drawn.fill();
        for (int i = 0; i < 16; i++) {
            drawn.setColor(i % 2 == 0 ? BLUE : PINK);
            drawn.fillOval(15 + 45 * (i % 4), 15 + 45 * (i / 4), diameter, diameter);
        }
        return drawn;
    }
}
