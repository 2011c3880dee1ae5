package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * Shows the outlines of the nuclei of the visible plane in an image's overlay while the user tries settings. Only one
 * thread works at a time; of the settings that arrive meanwhile only the latest are used. All methods return at once
 * and may be called from any thread.
 */
final class SegmentationPreview {

    private record Request(Segmentation segmentation, Signal signal, int z, int t) {}

    private final ImagePlus image;
    private final Overlay before;
    private final Consumer<String> status;
    private Request newest;
    private Request done;
    private boolean working;

    /** @param status takes one line for the status bar */
    SegmentationPreview(ImagePlus image, Consumer<String> status) {
        this.image = image;
        this.status = status;
        before = image.getOverlay();
    }

    /** Returns the image whose overlay shows the outlines. */
    ImagePlus image() {
        return image;
    }

    /** Draws the outlines as soon as they are found, in place of the previous ones. */
    synchronized void show(Segmentation segmentation, Signal signal) {
        newest = new Request(segmentation, signal, image.getZ(), image.getT());
        if (!working && !newest.equals(done)) {
            working = true;
            Thread thread = new Thread(this::work, "Nucleoscope preview");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Restores the previous overlay; outlines that are still being computed are not drawn. */
    synchronized void hide() {
        newest = null;
        done = null;
        image.setOverlay(before);
    }

    private void work() {
        Request request = next();
        while (request != null) {
            try (NucleusFinder finder = SegmentationMethods.open(request.segmentation)) {
                SegmentedPlane found = finder.find(Planes.at(image, request.signal, request.z, request.t));
                draw(request, NucleusOverlay.segmented(List.of(found), image, request.signal.channel().in(image)),
                        SegmentNuclei.diameter(found.diameter()), found.notes());
            } catch (InputException e) {
                fail(request, e.line(FijiWords::of));
            } catch (IOException e) {
                fail(request, InputException.of(e).line(FijiWords::of));
            } catch (RuntimeException | Error e) {
                fail(request, e.toString());
                // A defect must not prevent the next request.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
            request = next();
        }
    }

    /** Returns the next request; null if there is none, and then the thread ends. */
    private synchronized Request next() {
        working = newest != null && !newest.equals(done);
        return working ? newest : null;
    }

    private synchronized void draw(Request request, List<Roi> rois, String diameter, List<String> notes) {
        if (request.equals(newest)) {
            Overlay overlay = before == null ? new Overlay() : before.duplicate();
            NucleusOverlay.replace(overlay, rois);
            image.setOverlay(overlay);
            done = request;
            status.accept("Preview: " + rois.size() + " nuclei" + diameter + notes.stream().map(note -> "; " + note)
                    .collect(Collectors.joining()));
        }
    }

    private synchronized void fail(Request request, String problem) {
        if (request.equals(newest)) {
            image.setOverlay(before);
            done = request;
            status.accept("Preview: " + problem);
        }
    }
}
