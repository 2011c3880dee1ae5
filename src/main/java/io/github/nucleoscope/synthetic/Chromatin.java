package io.github.nucleoscope.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The two classes of synthetic nuclei. They differ only in the scale of the chromatin texture.
 */
public enum Chromatin {
    /** Coarse clumps, like chromocentres or condensed heterochromatin. */
    CLUMPED("clumped", 1.7, 2.3),
    /** A fine, even grain, like open euchromatin. */
    FINE("fine", 0.9, 1.2);

    /** Halfway between the classes, in pixels: the scale that both approach as they become more similar. */
    private static final double MIDDLE = 1.45;

    /** Names of the classes, in the order of the enum, which is alphabetical. */
    public static final List<String> CLASS_NAMES = Arrays.stream(values()).map(Chromatin::className).toList();

    private final String className;
    private final double minScale;
    private final double maxScale;

    Chromatin(String className, double minScale, double maxScale) {
        this.className = className;
        this.minScale = minScale;
        this.maxScale = maxScale;
    }

    /** Returns the name of the class in tables: "clumped" or "fine". */
    public String className() {
        return className;
    }

    /**
     * Draws the texture scale of a nucleus in pixels: the standard deviation of the narrower Gaussian of its band-pass.
     *
     * @param similarity similarity of the classes, 0 to 1
     */
    double drawScale(double similarity, Random random) {
        double scale = minScale + (maxScale - minScale) * random.nextDouble();
        return scale + similarity * (MIDDLE - scale);
    }
}
