package io.github.nucleoscope.fiji.training;

import java.awt.Rectangle;
import java.io.File;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.io.FileInfo;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.RoiOutline;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/** Shows a nucleus of the training data in its image. */
final class NucleusSelection {

    private NucleusSelection() {}

    /** Runs {@link #show} in a separate thread, as files may be slow; problems are shown in a dialog. */
    static void start(Origin origin) {
        new Thread(() -> {
            try {
                show(origin);
            } catch (InputException e) {
                IJ.error("Train Classifier", e.getMessage());
            }
        }, "Nucleoscope selection").start();
    }

    /**
     * Activates the image, opening its file if necessary; goes to the slice and frame of the nucleus, selects its
     * outline and scrolls it into view.
     *
     * @return the image
     * @throws InputException if the file cannot be read, or the image was never a separate file and is no longer open
     */
    static ImagePlus show(Origin origin) {
        ImagePlus image = image(origin.image());
        if (image.getWindow() == null) {
            image.show();
        }
        if (image.isHyperStack()) {
            image.setPosition(image.getC(), origin.z(), origin.t());
        } else {
            image.setSlice(image.getStackIndex(image.getC(), origin.z(), origin.t()));
        }
        origin.outline().ifPresent(outline -> select(outline, image));
        WindowManager.setCurrentWindow(image.getWindow());
        image.getWindow().toFront();
        return image;
    }

    private static void select(RandomAccessibleInterval<BitType> outline, ImagePlus image) {
        Roi roi = RoiOutline.of(outline);
        ImageCanvas canvas = image.getCanvas();
        Rectangle view = canvas.getSrcRect();
        Rectangle box = roi.getBounds();
        if (!view.contains(box)) {
            // ImageJ keeps the view within the image.
            canvas.setSourceRect(new Rectangle(box.x + box.width / 2 - view.width / 2,
                    box.y + box.height / 2 - view.height / 2, view.width, view.height));
        }
        image.setRoi(roi);
        canvas.repaint();
    }

    private static ImagePlus image(SourceImage source) {
        if (source.file().isEmpty()) {
            ImagePlus open = WindowManager.getImage(source.id());
            if (open == null) {
                throw new InputException("the image '" + source.name()
                        + "' is no longer open: open it, train again and keep it open");
            }
            return open;
        }
        Path file = source.file().get().toAbsolutePath().normalize();
        int[] ids = WindowManager.getIDList();
        for (int id : ids == null ? new int[0] : ids) {
            ImagePlus open = WindowManager.getImage(id);
            if (open != null && isOf(open, file)) {
                return open;
            }
        }
        ImagePlus image = ImageFiles.read(file);
        if (image.getOriginalFileInfo() == null) {
            // So that the next click finds the open image.
            FileInfo info = new FileInfo();
            info.directory = file.getParent() + File.separator;
            info.fileName = file.getFileName().toString();
            image.setFileInfo(info);
        }
        return image;
    }

    private static boolean isOf(ImagePlus image, Path file) {
        FileInfo info = image.getOriginalFileInfo();
        return info != null && info.directory != null && info.fileName != null
                && Path.of(info.directory, info.fileName).toAbsolutePath().normalize().equals(file);
    }
}
