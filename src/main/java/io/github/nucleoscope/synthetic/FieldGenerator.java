package io.github.nucleoscope.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.synthetic.Layout.Placed;
import net.imglib2.img.array.ArrayImgs;

/**
 * Draws fluorescence fields of nuclei of the two classes of {@link Chromatin}. Size, shape, brightness, contrast and
 * histogram follow the same distributions in both classes; only the texture differs.
 *
 * <p>Equal settings and seeds give equal fields, bit for bit, on every machine: {@link Random} has a specified
 * sequence, Java 17 arithmetic is strict, and functions come from {@link StrictMath}.
 */
public final class FieldGenerator {

    /** Brightness and contrast of the nuclei. */
    static final FluorescentStain DNA = new FluorescentStain(60, 110, 0.15, 0.23);

    private FieldGenerator() {}

    /**
     * Draws one field.
     *
     * @param seed any number; the same seed gives the same field
     * @throws InputException if the nuclei do not fit into the field
     */
    public static SyntheticField generate(FieldSettings settings, long seed) {
        Random random = new Random(seed);
        int width = settings.width();
        int height = settings.height();
        Layout layout = Layout.place(width, height, settings.nuclei(), settings.touchingFraction(), random);
        List<Chromatin> classes = drawClasses(settings, random);
        double[] fluorescence = new double[width * height];
        List<TrueNucleus> nuclei = new ArrayList<>();
        for (int label = 1; label <= classes.size(); label++) {
            Placed placed = layout.nuclei().get(label - 1);
            Chromatin chromatin = classes.get(label - 1);
            NucleusPixels pixels = NucleusPixels.of(placed, label, layout.labels(), width);
            DNA.paint(placed, pixels.inside(), r -> chromatin.drawScale(settings.similarity(), r), fluorescence, width,
                    random);
            nuclei.add(new TrueNucleus(label, chromatin, pixels.centreX(), pixels.centreY(), pixels.area()));
        }
        byte[] image = Camera.expose(fluorescence, width, height, random);
        return new SyntheticField(ArrayImgs.unsignedBytes(image, width, height),
                ArrayImgs.ints(layout.labels(), width, height), nuclei);
    }

    private static List<Chromatin> drawClasses(FieldSettings settings, Random random) {
        int clumped = (int) Math.rint(settings.nuclei() * settings.clumpedFraction());
        List<Chromatin> classes = new ArrayList<>(Collections.nCopies(clumped, Chromatin.CLUMPED));
        classes.addAll(Collections.nCopies(settings.nuclei() - clumped, Chromatin.FINE));
        Collections.shuffle(classes, random);
        return classes;
    }
}
