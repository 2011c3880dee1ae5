package io.github.nucleoscope.cli.option;

import java.util.Set;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.ClassicalSetting;
import io.github.nucleoscope.segmentation.Contradiction;
import io.github.nucleoscope.segmentation.SegmentationRequest;

/** Describes contradictory options for the segmentation in the terms of the command line. */
final class OptionContradictions {

    private OptionContradictions() {}

    /** @throws InputException if options contradict each other */
    static void requireNone(SegmentationRequest request) {
        if (!request.contradictions().isEmpty()) {
            throw new InputException(request.contradictions().stream().map(OptionContradictions::words)
                    .collect(Collectors.joining("; ")));
        }
    }

    private static String words(Contradiction contradiction) {
        if (contradiction instanceof Contradiction.IgnoredByNetwork ignored) {
            return options(ignored.settings()) + (isOne(ignored.settings()) ? " is an option" : " are options")
                    + " of the classical method: leave " + it(ignored.settings()) + " out, or "
                    + (ignored.model() ? "leave out the segmentation model" : "use --method CLASSICAL");
        }
        if (contradiction instanceof Contradiction.MeasuredByAuto measured) {
            return options(measured.settings()) + (isOne(measured.settings()) ? " does" : " do")
                    + " nothing with the threshold Auto, which measures " + it(measured.settings())
                    + " in the image: leave " + it(measured.settings()) + " out, or add --threshold Otsu";
        }
        if (contradiction instanceof Contradiction.UnusedDiameter unused) {
            return "--diameter does nothing with the threshold " + unused.threshold() + ", which does not depend on the"
                    + " size of the nuclei: leave one of them out";
        }
        if (contradiction instanceof Contradiction.ModelWithMethod model) {
            return "--method " + model.method() + " does not use a segmentation model: leave out one of them";
        }
        return "nuclei are bright in the stain " + ((Contradiction.DarkInStain) contradiction).stain().label()
                + ", even if they are dark in the image: leave out --dark";
    }

    private static String options(Set<ClassicalSetting> settings) {
        return settings.stream().map(OptionContradictions::option).collect(Collectors.joining(" and "));
    }

    private static String option(ClassicalSetting setting) {
        return switch (setting) {
            case THRESHOLD -> "--threshold";
            case SIGMA -> "--sigma";
            case LOCAL_RADIUS -> "--local-radius";
            case SPLIT -> "--no-split";
            case FILL_HOLES -> "--no-fill";
        };
    }

    private static boolean isOne(Set<ClassicalSetting> settings) {
        return settings.size() == 1;
    }

    private static String it(Set<ClassicalSetting> settings) {
        return isOne(settings) ? "it" : "them";
    }
}
