package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.synthetic.SlideScanner;
import io.github.nucleoscope.synthetic.TissueGenerator;
import io.github.nucleoscope.synthetic.TissueSection;
import io.github.nucleoscope.synthetic.TissueSettings;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nuclei in haematoxylin and eosin, drawn and real. */
class StainedTissueTest {

    private static final Path PATCHES = Path.of("../shared/data/amibr/train/normal");

    private static SegmentedPlane find(ImagePlus image) {
        return new ClassicalFinder(SegmentationSettings.DEFAULT).find(
                Planes.of(image, new Signal(Channel.FIRST, Colour.HAEMATOXYLIN_EOSIN)).get(0));
    }

    /** A drawn section, whose nuclei are 37 pixels wide, as it is and reduced. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.67, 0.5, 0.33})
    void nucleiOfDrawnSectionsAreFoundAtEveryMagnification(double magnification) {
        TissueSection section = TissueGenerator.generate(TissueSettings.DEFAULT, 8);
        ImageProcessor pixels = SlideScanner.DEFAULT.scan(section, 9).getProcessor();
        int width = (int) (pixels.getWidth() * magnification);
        int height = (int) (pixels.getHeight() * magnification);
        pixels.setInterpolationMethod(ImageProcessor.BILINEAR);
        SegmentedPlane found = find(new ImagePlus("section", pixels.resize(width, height, true)));
        SegmentationScore score = SegmentationScore.of(found.labels(),
                reduced(section.labels(), width, height, magnification), 0.5);
        assertTrue(score.averagePrecision() >= 0.9, score.toString());
    }

    private static Img<IntType> reduced(Img<IntType> labels, int width, int height, double magnification) {
        int[] reduced = new int[width * height];
        RandomAccess<IntType> label = labels.randomAccess();
        for (int i = 0; i < reduced.length; i++) {
            label.setPosition((int) ((i % width + 0.5) / magnification), 0);
            label.setPosition((int) ((i / width + 0.5) / magnification), 1);
            reduced[i] = label.get().get();
        }
        return ArrayImgs.ints(reduced, width, height);
    }

    /** Every 45th of 2,246 patches of 128 x 128 pixels with a mitotic figure in the middle; 86 % were met in others. */
    @Test
    void aMitoticFigureIsOneObject() throws IOException {
        assumeTrue(Files.isDirectory(PATCHES), "skipped: " + PATCHES + " is not there");
        List<Path> files = ImageFiles.list(PATCHES);
        int all = 0;
        int one = 0;
        for (int i = 0; i < files.size(); i += 45) {
            one += find(ImageFiles.read(files.get(i))).nuclei().stream().filter(nucleus ->
                    Math.hypot(nucleus.x() - 63.5, nucleus.y() - 63.5) <= 12).count() == 1 ? 1 : 0;
            all++;
        }
        assertTrue(one >= 0.8 * all, one + " of " + all);
    }
}
