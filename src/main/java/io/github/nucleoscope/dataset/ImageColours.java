package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.WhiteLevel;

/** The colours of all images of a set: whether they are in transmitted light, and their white level. */
final class ImageColours {

    private final WhiteLevel.Histogram all = new WhiteLevel.Histogram();
    private final List<WhiteLevel> whites = new ArrayList<>();
    private int transmitted;
    private int images;

    /** Adds a whole image, which may show clear glass. */
    void addImage(WhiteLevel.Histogram image) {
        images++;
        if (image.isTransmittedLight()) {
            transmitted++;
            whites.add(image.white());
        }
    }

    /** Adds a ready-made crop, which shows too little to know its white level: that of all together is taken. */
    void addCrop(WhiteLevel.Histogram crop) {
        all.add(crop);
    }

    boolean isTransmitted() {
        return images == 0 ? all.isTransmittedLight() : 2 * transmitted > images;
    }

    /** Returns the median white level of the images. */
    WhiteLevel white() {
        if (images == 0) {
            return all.white();
        }
        return new WhiteLevel(IntStream.range(0, 3).mapToObj(c -> {
            double[] sorted = whites.stream().mapToDouble(white -> white.rgb().get(c)).sorted().toArray();
            return sorted[sorted.length / 2];
        }).toList());
    }
}
