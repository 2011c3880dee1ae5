package io.github.nucleoscope.segmentation;

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
    FILL_HOLES
}
