package io.github.nucleoscope.segmentation;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * How much of a stain an object has taken up: its integrated optical density, the sum of the stain over its pixels,
 * which grows with the DNA in it (Hardie, Gregory and Hebert, "From pixels to picograms", Journal of Histochemistry and
 * Cytochemistry 50 (2002), 735-749). What has far less than the nuclei of the same image is none.
 */
final class StainAmount {

    private StainAmount() {}

    /**
     * Drops objects with little stain. The typical nucleus is the one at which half of all the stain in objects is in
     * those that have as much as it, or more: specks, however many, do not count for much. One object always stays.
     *
     * @param labels 1, 2, …; 0 is background
     * @param stain optical density, 0 and more, the same shape
     * @param share of the typical nucleus's stain that a nucleus has at least, 0 to 1
     * @return the labels that are left, from 1, in the same order; a view
     */
    static RandomAccessibleInterval<IntType> keep(RandomAccessibleInterval<IntType> labels,
            RandomAccessibleInterval<? extends RealType<?>> stain, double share) {
        double[] amounts = amounts(labels, stain);
        double least = share * typical(amounts);
        int[] names = new int[amounts.length];
        int count = 0;
        for (int label = 1; label < names.length; label++) {
            names[label] = amounts[label] >= least ? ++count : 0;
        }
        return Converters.convert(labels, (label, name) -> name.set(names[label.get()]), new IntType());
    }

    /** The stain in each label. */
    private static double[] amounts(RandomAccessibleInterval<IntType> labels,
            RandomAccessibleInterval<? extends RealType<?>> stain) {
        int count = 0;
        for (IntType label : Views.iterable(labels)) {
            count = Math.max(count, label.get());
        }
        double[] amounts = new double[count + 1];
        Cursor<? extends RealType<?>> pixel = Views.flatIterable(stain).cursor();
        for (IntType label : Views.flatIterable(labels)) {
            double density = pixel.next().getRealDouble();
            if (label.get() > 0) {
                amounts[label.get()] += density;
            }
        }
        return amounts;
    }

    private static double typical(double[] amounts) {
        double[] sorted = Arrays.stream(amounts, 1, amounts.length).sorted().toArray();
        double half = Arrays.stream(sorted).sum() / 2;
        for (double amount : sorted) {
            half -= amount;
            if (half <= 0) {
                return amount;
            }
        }
        return 0;
    }
}
