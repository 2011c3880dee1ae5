package io.github.nucleoscope.segmentation;

/** The settings that the classical method alone uses; a network ignores them, as all of this is in its model. */
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
    FILL_HOLES
}
