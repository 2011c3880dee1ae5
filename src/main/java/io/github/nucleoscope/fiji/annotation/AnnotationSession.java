package io.github.nucleoscope.fiji.annotation;

import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Toolbar;
import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.problem.InputException;

/**
 * The annotation of an image from its opening to its end: connects the overlay, ImageJ's canvas and toolbar, the keys,
 * the window with the classes, and the file. For the event thread only.
 */
public final class AnnotationSession {

    /** The property of the image that holds its session. */
    private static final String PROPERTY = AnnotationSession.class.getName();

    private final ImagePlus image;
    private final AnnotatedOverlay overlay;
    private final AnnotationActions actions;
    private final AnnotationWindow window;
    private final Autosave autosave;
    private final AnnotationKeys keys;
    private final ImageListener closing = new Closing();
    private final int toolBefore = Toolbar.getToolId();
    private boolean isOpen = true;

    private AnnotationSession(ImagePlus image, AnnotationStart start) {
        this.image = image;
        overlay = new AnnotatedOverlay(image, start.outlines(), start.annotation());
        actions = new AnnotationActions(start.annotation(), overlay, this::report, new Changes());
        window = new AnnotationWindow(actions, this::end, image.getTitle());
        autosave = new Autosave(start.source().keepFile(), line -> EventQueue.invokeLater(() -> report(line)));
        keys = new AnnotationKeys(actions, target -> target == window || target == image.getWindow());
    }

    /**
     * Opens the annotation of an image that is shown in a window.
     *
     * @throws InputException if the image has no window, or ImageJ is not running
     */
    public static AnnotationSession open(ImagePlus image, AnnotationStart start) {
        if (image.getWindow() == null || IJ.getInstance() == null) {
            throw new InputException(image.getTitle() + " is not shown in a window: show it first");
        }
        AnnotationSession session = new AnnotationSession(image, start);
        session.start(start.outlines().size() + " " + start.source().description());
        return session;
    }

    /** Returns the open annotation of an image, if any. */
    public static Optional<AnnotationSession> of(ImagePlus image) {
        return Optional.ofNullable((AnnotationSession) image.getProperty(PROPERTY));
    }

    private void start(String outlines) {
        image.setProperty(PROPERTY, this);
        image.deleteRoi();
        RoiGroupNames.setInImageJ(actions.annotation().classes().names());
        overlay.refresh();
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
        ImagePlus.addImageListener(closing);
        Toolbar.addPlugInTool(new AnnotationTool());
        window.open(image.getWindow());
        window.report(outlines + "; " + target().map(file -> "labels are saved in " + file.getFileName())
                .orElse("the image has no file: save it with the labels by File > Save As > Tiff"));
        window.refresh();
    }

    /** Returns the actions of the user. */
    AnnotationActions actions() {
        return actions;
    }

    private Optional<Path> target() {
        return OutlineSource.file(image).map(RoiZip::beside);
    }

    private void report(String line) {
        if (line.startsWith("not saved")) {
            IJ.log("Annotate Nuclei: " + line);
        }
        window.report(line);
    }

    private void save() {
        target().ifPresentOrElse(file -> autosave.save(file, overlay.saved()), () -> {
            // ImageJ asks before it closes the image.
            image.changes = true;
            window.report("not saved to a file yet: File > Save As > Tiff saves the image with the labels");
        });
    }

    /** Ends the annotation: saves everything and restores the state of ImageJ. */
    public void end() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
        ImagePlus.removeImageListener(closing);
        image.setProperty(PROPERTY, null);
        if (Toolbar.getPlugInTool() instanceof AnnotationTool && !isAnotherOpen()) {
            Toolbar.getInstance().setTool(toolBefore);
        }
        overlay.end();
        autosave.close();
        window.dispose();
    }

    private static boolean isAnotherOpen() {
        int[] ids = WindowManager.getIDList();
        return ids != null && Arrays.stream(ids).mapToObj(WindowManager::getImage)
                .anyMatch(other -> other != null && of(other).isPresent());
    }

    /** Brings the window with the classes to the front. */
    public void toFront() {
        window.toFront();
    }

    private final class Changes implements AnnotationActions.Listener {

        @Override
        public void changed() {
            window.refresh();
            save();
        }

        @Override
        public void chosen() {
            window.refresh();
        }

        @Override
        public void lost() {
            end();
            IJ.log("Annotate Nuclei: the overlay of " + image.getTitle() + " was replaced by another command, so the "
                    + "annotation has ended; saved labels are kept. Run it again to continue");
        }
    }

    private final class Closing implements ImageListener {

        @Override
        public void imageClosed(ImagePlus closed) {
            if (closed == image) {
                EventQueue.invokeLater(AnnotationSession.this::end);
            }
        }

        @Override
        public void imageOpened(ImagePlus opened) {}

        @Override
        public void imageUpdated(ImagePlus updated) {}
    }
}
