package io.github.nucleoscope.fiji.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.fiji.annotation.AnnotationSession;
import io.github.nucleoscope.fiji.annotation.AnnotationStart;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.problem.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Opens a window for labelling the nuclei of the active image with classes, by clicks on the image. The command returns
 * when the window is open; the annotation lasts until it is closed. Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Annotate Nuclei",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Annotate Nuclei", weight = 2)},
        description = "Labels nuclei with classes by clicks; labels are saved in the overlay and in <image>_ROIs.zip")
public final class AnnotateNuclei extends NucleoscopeCommand {

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; uses its outlines, otherwise those of <image>_ROIs.zip, otherwise segments it")
    private ImagePlus image;

    @Parameter(label = "Model file (optional)", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip, that suggests classes; leave empty for none")
    private File model;

    @Parameter(label = "Channel (0: the model's, or 1)", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name; 0 for the one that "
                    + "the model was trained on, or the first if there is no model")
    private String channel = "0";

    @Override
    void execute() throws IOException {
        if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode() || IJ.getInstance() == null) {
            throw new InputException("this needs ImageJ's windows, for clicks on the image: run it "
                    + "with a display and outside batch mode");
        }
        ImageParameter.require(image);
        Optional<Channel> chosen = ChannelParameter.of(channel);
        chosen.ifPresent(named -> named.in(image));
        Optional<AnnotationSession> open = AnnotationSession.of(image);
        if (open.isPresent() && PathParameter.isMissing(model)) {
            onEventThread(open.get()::toFront);
            return;
        }
        Optional<NucleusClassifier> classifier = PathParameter.optional(model).map(ModelFile::read);
        if (open.isPresent()) {
            onEventThread(open.get()::end);
        }
        Signal base = classifier.map(c -> c.preparation().signal()).orElse(Signal.FIRST);
        Signal shown = chosen.map(base::withChannel).orElse(base);
        AnnotationStart start = AnnotationStart.of(image, classifier, shown, (done, all, doing) -> {
            stopIfAsked();
            showProgress(done, all, doing);
        });
        if (start.source().found() && shown.colour().warning(image).isPresent()) {
            log(image.getTitle() + ": the nuclei were found in the luminance of a colour image; to use a stain,"
                    + " run Segment Nuclei first and annotate its outlines");
        }
        start.source().warnings().forEach(warning -> log(image.getTitle(), warning));
        onEventThread(() -> AnnotationSession.open(image, start));
    }

    private static void onEventThread(Runnable task) {
        if (EventQueue.isDispatchThread()) {
            task.run();
            return;
        }
        try {
            EventQueue.invokeAndWait(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
