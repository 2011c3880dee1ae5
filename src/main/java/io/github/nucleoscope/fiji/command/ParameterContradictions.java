package io.github.nucleoscope.fiji.command;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.ClassicalSetting;
import io.github.nucleoscope.segmentation.Contradiction;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * Describes contradictory settings of a segmentation in the terms of macros.
 *
 * @param settings that were asked for
 */
record ParameterContradictions(SegmentationSettings settings) {

    /** @throws InputException if settings contradict each other */
    static void requireNone(SegmentationRequest request) {
        ParameterContradictions words = new ParameterContradictions(request.settings());
        if (!request.contradictions().isEmpty()) {
            throw new InputException(request.contradictions().stream().map(words::of)
                    .collect(Collectors.joining("; ")));
        }
    }

    private String of(Contradiction contradiction) {
        if (contradiction instanceof Contradiction.IgnoredByNetwork ignored) {
            return (ignored.model() ? "a network does not use " : "found_by learned does not use ")
                    + list(ignored.settings()) + ": leave it at the default, or "
                    + (ignored.model() ? "leave out segmentation_model" : "use found_by classical");
        }
        if (contradiction instanceof Contradiction.MeasuredByAuto measured) {
            return list(measured.settings()) + " does nothing with threshold_method Auto, which measures it in the"
                    + " image: leave it at the default, or choose another threshold_method";
        }
        if (contradiction instanceof Contradiction.UnusedDiameter unused) {
            return "diameter does nothing with threshold_method " + unused.threshold()
                    + ", which does not depend on the size of the nuclei: leave one of them out";
        }
        if (contradiction instanceof Contradiction.ModelWithMethod model) {
            return "found_by " + model.method().name().toLowerCase(Locale.ROOT)
                    + " does not use a network: leave out segmentation_model";
        }
        return "nuclei_are dark, but with the stain " + ((Contradiction.DarkInStain) contradiction).stain().label()
                + " they become bright: leave nuclei_are at bright";
    }

    private String list(Set<ClassicalSetting> used) {
        return used.stream().map(this::written).collect(Collectors.joining(" and "));
    }

    private String written(ClassicalSetting setting) {
        return switch (setting) {
            case THRESHOLD -> "threshold_method=" + settings.threshold();
            case SIGMA -> "blur_sigma=" + settings.sigma();
            case LOCAL_RADIUS -> "local_radius=" + settings.localRadius();
            case SPLIT -> "split_touching=" + settings.split();
            case FILL_HOLES -> "fill_holes=" + settings.fillHoles();
        };
    }
}
