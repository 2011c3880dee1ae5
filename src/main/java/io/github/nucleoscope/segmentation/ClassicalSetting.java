package io.github.nucleoscope.segmentation;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings used by the classical method only; a network ignores them, as its model covers all of this. */
public enum ClassicalSetting {

    /** {@link SegmentationSettings#threshold} */
    THRESHOLD,

    /** {@link SegmentationSettings#sigma} */
    SIGMA,

    /** {@link SegmentationSettings#localRadius} */
    LOCAL_RADIUS,

    /** {@link SegmentationSettings#split} */
    SPLIT,

    /** {@link SegmentationSettings#fillHoles} */
    FILL_HOLES;

    /** Returns the settings that are not at their values in {@link SegmentationSettings#DEFAULT}. */
    public static Set<ClassicalSetting> changedIn(SegmentationSettings settings) {
        return Stream.of(values()).filter(setting -> !setting.of(settings).equals(
                setting.of(SegmentationSettings.DEFAULT))).collect(Collectors.toUnmodifiableSet());
    }

    private Object of(SegmentationSettings settings) {
        return switch (this) {
            case THRESHOLD -> settings.threshold();
            case SIGMA -> settings.sigma();
            case LOCAL_RADIUS -> settings.localRadius();
            case SPLIT -> settings.split();
            case FILL_HOLES -> settings.fillHoles();
        };
    }
}
