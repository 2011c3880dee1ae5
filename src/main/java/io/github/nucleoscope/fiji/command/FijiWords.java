package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.problem.Remedy;

/** Fiji's words for what the user can change. */
final class FijiWords {

    private FijiWords() {}

    /** The parameter as the dialogs show it, or ImageJ's menu entry. */
    static String of(Remedy remedy) {
        return switch (remedy) {
            case DARK_NUCLEI -> "Nuclei are: dark";
            case BRIGHT_NUCLEI -> "Nuclei are: bright";
            case STAIN -> "Stain of a colour image";
            case STAIN_OR_DARK_NUCLEI -> "Stain of a colour image; Nuclei are: dark";
            case IMAGE_PROPERTIES -> "Image > Properties";
            case COLOUR_IMAGE -> "Image > Type > RGB Color makes one of a composite";
            case LABEL_IMAGE -> "Analyze > Analyze Particles, Show: Count Masks";
            case WHOLE_IMAGES -> "Sub-folders hold whole images";
            case SEGMENTATION_MODEL -> "this one is for Own network";
            case MEMORY -> "Edit > Options > Memory & Threads";
        };
    }
}
