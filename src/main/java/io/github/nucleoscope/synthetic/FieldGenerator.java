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

    /** Standard deviation of the point spread function, in pixels. */
    private static final double PSF_SIGMA = 1.1;
    /** Mean brightness of a nucleus in grey values above the background. */
    private static final double MIN_BRIGHTNESS = 60;
    private static final double MAX_BRIGHTNESS = 110;
    /** Standard deviation of a nucleus's texture relative to its mean brightness. */
    private static final double MIN_CONTRAST = 0.15;
    private static final double MAX_CONTRAST = 0.23;
    /** Brightness at the rim, where a nucleus is thin, relative to that in the middle. */
    private static final double RIM = 0.6;
    /** A nucleus is drawn wherever its blurred mask exceeds this. */
    private static final double VISIBLE = 0.01;

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
        Layout layout = Layout.place(settings, random);
        List<Chromatin> classes = drawClasses(settings, random);
        double[] fluorescence = new double[width * height];
        List<TrueNucleus> nuclei = new ArrayList<>();
        for (int label = 1; label <= classes.size(); label++) {
            Placed placed = layout.nuclei().get(label - 1);
            Chromatin chromatin = classes.get(label - 1);
            boolean[] inside = inside(placed, label, layout.labels(), width);
            paint(placed, chromatin, settings.similarity(), inside, fluorescence, width, random);
            nuclei.add(truth(placed, chromatin, inside, label));
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

    /** Returns the pixels of the nucleus's box that have its label. */
    private static boolean[] inside(Placed placed, int label, int[] labels, int width) {
        int size = placed.shape().size();
        boolean[] inside = new boolean[size * size];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = labels[(placed.top() + i / size) * width + placed.left() + i % size] == label;
        }
        return inside;
    }

    /**
     * Adds a nucleus to the field: its blurred mask, brighter where it is thick, times its texture. Its mean over
     * its own pixels is exactly the brightness drawn, whatever the class.
     */
    private static void paint(Placed placed, Chromatin chromatin, double similarity, boolean[] inside,
            double[] fluorescence, int width, Random random) {
        NucleusShape shape = placed.shape();
        int size = shape.size();
        double[] mask = new double[size * size];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[i] ? 1 : 0;
        }
        mask = ReproducibleBlur.blur(mask, size, size, PSF_SIGMA);
        boolean[] visible = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            visible[i] = mask[i] > VISIBLE;
        }
        double brightness = MIN_BRIGHTNESS + (MAX_BRIGHTNESS - MIN_BRIGHTNESS) * random.nextDouble();
        double contrast = MIN_CONTRAST + (MAX_CONTRAST - MIN_CONTRAST) * random.nextDouble();
        double[] texture = ChromatinTexture.draw(shape, chromatin.drawScale(similarity, random), visible, inside,
                random);

        double[] nucleus = new double[mask.length];
        double sum = 0;
        int area = 0;
        for (int i = 0; i < nucleus.length; i++) {
            double r = Math.min(1, shape.relativeRadius(i));
            double thickness = RIM + (1 - RIM) * Math.sqrt(1 - r * r);
            nucleus[i] = mask[i] * thickness * (1 + contrast * texture[i]);
            if (inside[i]) {
                sum += nucleus[i];
                area++;
            }
        }
        double gain = brightness * area / sum;
        for (int i = 0; i < nucleus.length; i++) {
            fluorescence[(placed.top() + i / size) * width + placed.left() + i % size] += gain * nucleus[i];
        }
    }

    private static TrueNucleus truth(Placed placed, Chromatin chromatin, boolean[] inside, int label) {
        int size = placed.shape().size();
        double sumX = 0;
        double sumY = 0;
        int area = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                sumX += i % size;
                sumY += i / size;
                area++;
            }
        }
        int nearest = -1;
        double nearestDistance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            double dx = i % size - sumX / area;
            double dy = i / size - sumY / area;
            if (inside[i] && dx * dx + dy * dy < nearestDistance) {
                nearest = i;
                nearestDistance = dx * dx + dy * dy;
            }
        }
        return new TrueNucleus(label, chromatin, placed.left() + nearest % size, placed.top() + nearest / size, area);
    }
}
