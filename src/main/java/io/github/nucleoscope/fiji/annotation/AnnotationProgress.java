package io.github.nucleoscope.fiji.annotation;

/** Hears how far the work is before the annotation opens. */
public interface AnnotationProgress {

    /**
     * One step begins. What it throws ends the work.
     *
     * @param done steps that are done
     * @param all steps
     * @param doing for the status bar
     */
    void step(long done, long all, String doing);
}
