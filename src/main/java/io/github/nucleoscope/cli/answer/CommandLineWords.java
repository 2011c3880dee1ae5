package io.github.nucleoscope.cli.answer;

import java.util.List;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;

/** The terms of the command line for what the user can change. */
public final class CommandLineWords {

    private CommandLineWords() {}

    /** Returns one line per problem. */
    static List<String> of(List<Problem> problems) {
        return problems.stream().map(problem -> problem.line(CommandLineWords::of)).toList();
    }

    /** Returns the option, or what else to do and where. */
    public static String of(Correction correction) {
        return switch (correction) {
            case DARK_NUCLEI -> "--dark";
            case BRIGHT_NUCLEI -> "leave out --dark";
            case STAIN -> "--stain";
            case STAIN_OR_DARK_NUCLEI -> "--stain; segment --dark";
            case IMAGE_PROPERTIES -> "in ImageJ: Image > Properties";
            case COLOUR_IMAGE -> "in ImageJ: Image > Type > RGB Color makes one of a composite";
            case LABEL_IMAGE -> "in ImageJ: Analyze > Analyze Particles, Show: Count Masks";
            case WHOLE_IMAGES -> "--segment";
            case SEGMENTATION_MODEL -> "this one is for --segmentation-model and for segment --model";
            case MEMORY -> "give Java more, such as -Xmx8g";
        };
    }
}
