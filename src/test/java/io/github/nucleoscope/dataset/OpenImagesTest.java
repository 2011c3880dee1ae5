package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.RoiMasks;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

/** Annotated images that are open. */
class OpenImagesTest {

    private static final ReadSettings SETTINGS = ClassicalReading.of(
            new CropSettings(32, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, true), 1);

    /** Two slices with bright discs of 20 pixels around (30, 30) and (90, 30). */
    private static ImagePlus image(String title, Roi... rois) {
        ImageStack stack = new ImageStack(160, 60);
        for (int z = 0; z < 2; z++) {
            ImageProcessor pixels = new ByteProcessor(160, 60);
            pixels.setColor(200);
            pixels.fillOval(20, 20, 20, 20);
            pixels.fillOval(80, 20, 20, 20);
            stack.addSlice(pixels);
        }
        ImagePlus image = new ImagePlus(title, stack);
        Overlay overlay = new Overlay();
        Arrays.stream(rois).forEach(overlay::add);
        image.setOverlay(overlay);
        return image;
    }

    private static Roi on(int slice, int group, Roi roi) {
        roi.setGroup(group);
        roi.setPosition(slice);
        return roi;
    }

    private static TrainingSet read(ImagePlus... images) throws IOException {
        return new OpenImages(Arrays.stream(images)
                .map(image -> new OpenImages.Annotated(image, RoiMasks.of(image).masks())).toList(), SETTINGS)
                .read(FileProgress.NONE);
    }

    @Test
    void cropsKnowTheImageTheSliceAndTheOutline() throws IOException {
        ImagePlus image = image("a.tif", on(2, 121, new OvalRoi(18, 19, 24, 22)), on(1, 122, new PointRoi(90, 30)));
        TrainingSet set = read(image);
        assertEquals(List.of(), set.warnings());
        assertEquals(List.of("group 121", "group 122"), set.dataset().classNames());
        assertTrue(set.description().contains("a.tif"), set.description());
        Origin outlined = set.dataset().crops().get(0).origin().orElseThrow();
        assertEquals(new SourceImage("a.tif", Optional.empty(), image.getID(), outlined.image().pixelSize()),
                outlined.image());
        assertEquals(2, outlined.z());
        assertArrayEquals(new long[] {18, 19}, outlined.outline().orElseThrow().minAsLongArray());
        assertArrayEquals(new long[] {24, 22}, outlined.outline().orElseThrow().dimensionsAsLongArray());
        Origin pointed = set.dataset().crops().get(1).origin().orElseThrow();
        assertEquals(1, pointed.z());
        // The segmentation finds the disc; it may move its edge by a pixel.
        assertEquals(80, pointed.outline().orElseThrow().min(0), 1);
        assertEquals(99, pointed.outline().orElseThrow().max(0), 1);
    }

    @Test
    void severalImagesAreSeveralSources() throws IOException {
        TrainingSet set = read(image("a.tif", on(0, 121, new OvalRoi(20, 20, 20, 20))),
                image("b.tif", on(1, 122, new OvalRoi(80, 20, 20, 20))));
        assertEquals(List.of("a.tif", "b.tif"), set.dataset().sources());
        assertArrayEquals(new int[] {2, 1}, set.dataset().countPerClass(), "the first is on both slices");
    }

    @Test
    void oneClassIsTooFew() {
        String problem = assertThrows(InputException.class,
                () -> read(image("a.tif", on(1, 121, new OvalRoi(20, 20, 20, 20))))).getMessage();
        assertTrue(problem.contains("a.tif") && problem.contains("group 121"), problem);
    }

    @Test
    void readingEndsAfterTheImageThatItIsAt() throws IOException {
        List<Integer> read = new ArrayList<>();
        TrainingSet set = new OpenImages(List.of("a.tif", "b.tif", "c.tif").stream().map(title -> image(title,
                on(1, 121, new OvalRoi(20, 20, 20, 20)), on(1, 122, new OvalRoi(80, 20, 20, 20))))
                .map(image -> new OpenImages.Annotated(image, RoiMasks.of(image).masks())).toList(), SETTINGS)
                .read(new FileProgress() {
                    @Override
                    public void fileDone(int done, int all, Path file) {
                        read.add(done);
                    }

                    @Override
                    public boolean isCancelled() {
                        return read.size() == 2;
                    }
                });
        assertEquals(List.of(1, 2), read);
        assertEquals(List.of("a.tif", "b.tif"), set.dataset().sources());
    }
}
