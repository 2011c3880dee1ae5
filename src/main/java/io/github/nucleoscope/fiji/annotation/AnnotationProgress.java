package io.github.nucleoscope.fiji.annotation;

/** Is notified of the progress of the work before the annotation opens. */
public interface AnnotationProgress {

    /**
     * One step begins. An exception ends the work.
     *
     * @param done number of finished steps
     * @param all number of all steps
     * @param doing description for the status bar
     */
    void step(long done, long all, String doing);
}
