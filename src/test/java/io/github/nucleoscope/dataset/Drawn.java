package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;

/** Datasets for tests. Their crops share their pixels, which splits never look at. */
final class Drawn {

    private static final CropPixels PIXELS = CropPixels.of(new float[64], 8, 1);

    private Drawn() {}

    static LabelledCrop crop(String source, int label, int classIndex) {
        return new LabelledCrop(new Crop(PIXELS, source, label), classIndex);
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    }

    /** @param counts number of crops by image, then by class */
    static Dataset dataset(int[][] counts) {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int image = 0; image < counts.length; image++) {
            int label = 1;
            for (int c = 0; c < counts[image].length; c++) {
                for (int i = 0; i < counts[image][c]; i++) {
                    crops.add(crop("image " + image, label++, c));
                }
            }
        }
        return new Dataset(names(counts[0].length), crops);
    }

    /** Images with up to as many crops of each class; each class is in each image with the given chance. */
    static int[][] counts(SplittableRandom random, int images, int classes, int most, double chance) {
        int[][] counts = new int[images][classes];
        for (int[] image : counts) {
            for (int c = 0; c < classes; c++) {
                image[c] = random.nextDouble() < chance ? 1 + random.nextInt(most) : 0;
            }
        }
        return counts;
    }

    /** A ready-made crop of an image that is not known. */
    static LabelledCrop lone(String source, int classIndex) {
        return new LabelledCrop(new Crop(PIXELS, source, false, 0), classIndex);
    }

    /** Ready-made crops: of none is the source image known. */
    static Dataset withoutImages(int... countPerClass) {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int c = 0; c < countPerClass.length; c++) {
            for (int i = 0; i < countPerClass[c]; i++) {
                crops.add(lone("crop " + c + "_" + i, c));
            }
        }
        return new Dataset(names(countPerClass.length), crops);
    }
}
