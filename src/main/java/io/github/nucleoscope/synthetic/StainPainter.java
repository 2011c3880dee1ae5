package io.github.nucleoscope.synthetic;

import java.util.Random;

import io.github.nucleoscope.synthetic.Layout.Placed;

/**
 * Paints the amounts of haematoxylin and eosin in a section: the ground first, then the bodies of the cells, then their
 * nuclei. Amounts are decadic optical densities.
 */
final class StainPainter {

    /** Standard deviation of the point spread function, in pixels. */
    private static final double PSF_SIGMA = 1;
    /** A nucleus is drawn wherever its blurred mask exceeds this. */
    private static final double VISIBLE = 0.01;

    private static final double STROMA_EOSIN = 0.17;
    private static final double FIBRE_EOSIN = 0.10;
    private static final double STROMA_HAEMATOXYLIN = 0.015;
    private static final double EPITHELIUM_HAEMATOXYLIN = 0.05;
    /** Standard deviation of the grain relative to the eosin of the cytoplasm. */
    private static final double GRANULARITY = 0.25;
    /** Width of the edge of a cell, relative to the radius of its nucleus. */
    private static final double BODY_EDGE = 0.14;
    /** Irregularity of the outline of a cell, relative to that of its nucleus. */
    private static final double BODY_WOBBLE = 0.12;
    /** A dividing cell is round, whatever its plate: twice this radius, in pixels. */
    private static final double DIVIDING_RADIUS = 11;

    private static final double NUCLEOLUS_ZONE = 0.5;

    private final int width;
    private final TissueGround ground;
    private final double[] haematoxylin;
    private final double[] eosin;

    StainPainter(int width, int height, TissueGround ground) {
        this.width = width;
        this.ground = ground;
        haematoxylin = new double[width * height];
        eosin = new double[width * height];
        for (int i = 0; i < eosin.length; i++) {
            int x = i % width;
            int y = i / width;
            double nest = ground.epithelium(x, y);
            double amount = ground.cover(x, y) * ground.thickness(x, y);
            double stroma = Math.max(0.02, STROMA_EOSIN + FIBRE_EOSIN * ground.fibres(x, y));
            eosin[i] = amount * (nest * cytoplasm(TissueCell.EPITHELIAL, x, y) + (1 - nest) * stroma);
            haematoxylin[i] = amount * (nest * EPITHELIUM_HAEMATOXYLIN + (1 - nest) * STROMA_HAEMATOXYLIN);
        }
    }

    private double cytoplasm(TissueCell cell, int x, int y) {
        return cell.cytoplasm() * (1 + GRANULARITY * ground.grain(x, y));
    }

    /** Replaces the ground around a nucleus by the cytoplasm of its cell. */
    void paintBody(TissueCell cell, Placed placed) {
        NucleusShape shape = placed.shape();
        int size = shape.size();
        for (int i = 0; i < size * size; i++) {
            int x = placed.left() + i % size;
            int y = placed.top() + i / size;
            double dx = x - placed.centreX();
            double dy = y - placed.centreY();
            double r = cell == TissueCell.MITOTIC ? Math.sqrt(dx * dx + dy * dy) / DIVIDING_RADIUS
                    : shape.relativeRadius(i);
            double part = SmoothNoise.step((cell.reach() + BODY_WOBBLE * ground.wobble(x, y) - r) / BODY_EDGE + 0.5);
            blend(eosin, y * width + x, part, ground.thickness(x, y) * cytoplasm(cell, x, y));
            if (cell == TissueCell.EPITHELIAL) {
                blend(haematoxylin, y * width + x, part, ground.thickness(x, y) * EPITHELIUM_HAEMATOXYLIN);
            }
        }
    }

    /**
     * Replaces the cytoplasm by a nucleus.
     *
     * @param inside pixels of the nucleus's box that belong to it
     */
    void paintNucleus(TissueCell cell, Placed placed, boolean[] inside, Random random) {
        int size = placed.shape().size();
        double[] mask = new double[size * size];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[i] ? 1 : 0;
        }
        mask = ReproducibleBlur.blur(mask, size, size, PSF_SIGMA);
        boolean[] visible = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            visible[i] = mask[i] > VISIBLE;
        }
        double[] amounts = switch (cell) {
            case EPITHELIAL -> vesicular(placed.shape(), visible, inside, random);
            case LYMPHOCYTE, EOSINOPHIL -> textured(placed.shape(), 0.6, 0.75, 0.16, visible, inside, random);
            case MITOTIC -> textured(placed.shape(), 0.9, 1.05, 0.08, visible, inside, random);
        };
        for (int i = 0; i < mask.length; i++) {
            int x = placed.left() + i % size;
            int y = placed.top() + i / size;
            double thickness = ground.thickness(x, y);
            blend(haematoxylin, y * width + x, mask[i], thickness * Math.max(0, amounts[i]));
            blend(eosin, y * width + x, mask[i],
                    thickness * cell.nuclearEosin() * (1 + GRANULARITY * ground.grain(x, y)));
        }
    }

    /** Returns coarse chromatin of a mean amount between the two given. */
    private static double[] textured(NucleusShape shape, double least, double most, double contrast, boolean[] visible,
            boolean[] inside, Random random) {
        double mean = least + (most - least) * random.nextDouble();
        double[] amounts = ChromatinTexture.draw(shape, 1.8 + 0.6 * random.nextDouble(), visible, inside, random);
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = mean * (1 + contrast * amounts[i]);
        }
        return amounts;
    }

    /** Returns pale chromatin within a dark membrane, with one or two nucleoli. */
    private static double[] vesicular(NucleusShape shape, boolean[] visible, boolean[] inside, Random random) {
        double[] amounts = textured(shape, 0.30, 0.42, 0.13, visible, inside, random);
        double membrane = 0.08 + 0.08 * random.nextDouble();
        for (int i = 0; i < amounts.length; i++) {
            double distance = (shape.relativeRadius(i) - 0.93) / 0.08;
            amounts[i] += membrane * StrictMath.exp(-0.5 * distance * distance);
        }
        int nucleoli = 1 + random.nextInt(2);
        for (int n = 0; n < nucleoli; n++) {
            addNucleolus(amounts, shape, random);
        }
        return amounts;
    }

    private static void addNucleolus(double[] amounts, NucleusShape shape, Random random) {
        int size = shape.size();
        int centre;
        do {
            centre = random.nextInt(size * size);
        } while (shape.relativeRadius(centre) > NUCLEOLUS_ZONE);
        double sigma = 2.2 + random.nextDouble();
        for (int i = 0; i < amounts.length; i++) {
            double dx = i % size - centre % size;
            double dy = i / size - centre / size;
            amounts[i] += 0.3 * StrictMath.exp(-0.5 * (dx * dx + dy * dy) / (sigma * sigma));
        }
    }

    private static void blend(double[] plane, int i, double part, double value) {
        plane[i] = (1 - part) * plane[i] + part * value;
    }

    /** Returns the amounts of haematoxylin, row by row. Not a copy. */
    double[] haematoxylin() {
        return haematoxylin;
    }

    /** Returns the amounts of eosin, row by row. Not a copy. */
    double[] eosin() {
        return eosin;
    }
}
