package io.github.nucleoscope.synthetic;

import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.synthetic.NucleusShape.Form;

/**
 * The classes of cells in drawn tissue, as haematoxylin and eosin show them.
 *
 * <p>The nuclei of {@link #EOSINOPHIL} and {@link #LYMPHOCYTE} are drawn alike in haematoxylin: only the eosin in and
 * around them tells these two apart.
 */
public enum TissueCell {
    /** A small, dense nucleus in bright pink, granular cytoplasm. */
    EOSINOPHIL("eosinophil", Form.SMALL_DENSE, 1.5, 0.42, 0.20),
    /** A large, vesicular nucleus with a dark membrane and one or two nucleoli. */
    EPITHELIAL("epithelial", Form.VESICULAR, 1.4, 0.19, 0.10),
    /** A small, dense nucleus in a thin rim of pale cytoplasm. */
    LYMPHOCYTE("lymphocyte", Form.SMALL_DENSE, 1.2, 0.10, 0.06),
    /** A metaphase plate seen from the side: a black, irregular bar without a membrane, in clear cytoplasm. */
    MITOTIC("mitotic", Form.PLATE, 2, 0.13, 0.06);

    /** Names of the classes, in the order of the enum, which is alphabetical. */
    public static final List<String> CLASS_NAMES = Arrays.stream(values()).map(TissueCell::className).toList();

    private final String className;
    private final Form form;
    private final double reach;
    private final double cytoplasm;
    private final double nuclearEosin;

    TissueCell(String className, Form form, double reach, double cytoplasm, double nuclearEosin) {
        this.className = className;
        this.form = form;
        this.reach = reach;
        this.cytoplasm = cytoplasm;
        this.nuclearEosin = nuclearEosin;
    }

    /** Returns the name of the class in tables, such as "lymphocyte". */
    public String className() {
        return className;
    }

    /** Returns the distribution of the nuclei's shapes. */
    Form form() {
        return form;
    }

    /** Returns the outline of the cytoplasm relative to that of the nucleus; of a mitosis, relative to a circle. */
    double reach() {
        return reach;
    }

    /** Returns the mean amount of eosin in the cytoplasm, as optical density. */
    double cytoplasm() {
        return cytoplasm;
    }

    /** Returns the mean amount of eosin over the nucleus, most of it in the cytoplasm above and below. */
    double nuclearEosin() {
        return nuclearEosin;
    }
}
