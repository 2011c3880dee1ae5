package io.github.nucleoscope.synthetic;

import java.util.Map;

import io.github.nucleoscope.problem.InputException;

/**
 * What a drawn field of tissue contains.
 *
 * @param width width in pixels, 128 or more
 * @param height height in pixels, 128 or more
 * @param cells number of cells of each class; none of classes that are missing
 * @param touchingFraction probability that the nucleus of an epithelial cell is placed next to the previous one, 0 to
 *     1; all other nuclei keep their distance
 */
public record TissueSettings(int width, int height, Map<TissueCell, Integer> cells, double touchingFraction) {

    private static final int MIN_SIZE = 128;

    /** 512x512 pixels, 20 epithelial cells, 4 mitoses, 13 lymphocytes and 13 eosinophils. */
    public static final TissueSettings DEFAULT = new TissueSettings(512, 512, Map.of(TissueCell.EPITHELIAL, 20,
            TissueCell.MITOTIC, 4, TissueCell.LYMPHOCYTE, 13, TissueCell.EOSINOPHIL, 13), 0.3);

    public TissueSettings {
        if (width < MIN_SIZE || height < MIN_SIZE) {
            throw new InputException("field of " + width + " x " + height + " pixels is too small: make it " + MIN_SIZE
                    + " x " + MIN_SIZE + " or larger");
        }
        cells = Map.copyOf(cells);
        cells.forEach((cell, number) -> {
            if (number < 0) {
                throw new InputException("the number of cells of class " + cell.className() + ", " + number
                        + ", is below 0");
            }
        });
        if (!(touchingFraction >= 0 && touchingFraction <= 1)) {
            throw new InputException("touching fraction " + touchingFraction + " is not between 0 and 1");
        }
    }

    /** Returns the number of cells of a class. */
    public int count(TissueCell cell) {
        return cells.getOrDefault(cell, 0);
    }
}
