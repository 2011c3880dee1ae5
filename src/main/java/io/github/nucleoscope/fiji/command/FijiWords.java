package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.problem.Correction;

/** The terms of Fiji's dialogs and menus for what the user can change. */
final class FijiWords {

    private FijiWords() {}

    /** Returns the label of the parameter in the dialogs, or ImageJ's menu entry. */
    static String of(Correction correction) {
        return switch (correction) {
            case DARK_NUCLEI -> "Nuclei are: dark";
            case BRIGHT_NUCLEI -> "Nuclei are: bright";
            case STAIN -> "Stain of a colour image";
            case STAIN_OR_DARK_NUCLEI -> "Stain of a colour image; Nuclei are: dark";
            case IMAGE_PROPERTIES -> "Image > Properties";
            case COLOUR_IMAGE -> "Image > Type > RGB Color makes one of a composite";
            case LABEL_IMAGE -> "Analyze > Analyze Particles, Show: Count Masks";
            case WHOLE_IMAGES -> "Sub-folders contain whole images";
            case SEGMENTATION_MODEL -> "this one is for Your own network";
            case MEMORY -> "Edit > Options > Memory & Threads";
        };
    }
}
