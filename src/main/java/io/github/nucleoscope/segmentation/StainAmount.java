package io.github.nucleoscope.segmentation;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Amount of stain taken up by an object: its integrated optical density, the sum of the stain over its pixels,
 * which grows with the DNA in it (Hardie, Gregory and Hebert, "From pixels to picograms", Journal of Histochemistry and
 * Cytochemistry 50 (2002), 735-749). Objects with far less than the nuclei of the image are not nuclei.
 */
final class StainAmount {

    private StainAmount() {}

    /**
     * Removes objects with little stain. The typical nucleus is a weighted median: half of all the stain in objects is
     * in those with at least as much stain as it, so that specks, however many, hardly count. At least one object is
     * kept.
     *
     * @param labels 1, 2, …; 0 is background
     * @param stain optical density, 0 or more, same shape
     * @param share smallest amount of stain of a nucleus as a fraction of that of the typical nucleus, 0 to 1
     * @return the remaining labels, renumbered from 1 in the same order; a view
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

    /** Returns the amount of stain in each label. */
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
