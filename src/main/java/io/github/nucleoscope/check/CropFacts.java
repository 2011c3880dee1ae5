package io.github.nucleoscope.check;

import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * The measurements of a crop on which all findings rest. They are taken once, from the file and not from the prepared
 * crop; the pixels are not kept.
 *
 * @param index among the crops of the set
 * @param name the name shown to the user: class and file, or image and nucleus
 * @param file the crop's own file; empty if it is cut out of an image
 * @param classIndex index of its class
 * @param source see {@link io.github.nucleoscope.nuclei.Crop#source}
 * @param sourceKnown whether {@code source} names an image
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth 8, 16, 32, or 24 for RGB
 * @param pixelSize of the image
 * @param fileBytes size of the crop's own file; -1 if it has none
 * @param flat whether all pixels have the same value
 * @param cut whether the nucleus touches the border of the image
 * @param bright its most prominent bright body
 * @param dark its most prominent dark body
 * @param sides its constant borders
 * @param hash of its pixels
 * @param descriptor see {@link Descriptor}; null if the crop is flat
 * @param thumbnail a small picture for reports
 */
public record CropFacts(int index, String name, Optional<Path> file, int classIndex, String source,
        boolean sourceKnown, int width, int height, int bitDepth, PixelSize pixelSize, long fileBytes, boolean flat,
        boolean cut, Body bright, Body dark, ConstantSides sides, PixelHash hash, float[] descriptor,
        Thumbnail thumbnail) {

    static CropFacts of(int index, LabelledCrop labelled, String className, RawCrop raw, boolean zeroed) {
        CoarseImage coarse = CoarseImage.of(raw);
        boolean whole = raw.outline().isEmpty();
        Optional<Path> file = whole ? labelled.origin().flatMap(origin -> origin.image().file()) : Optional.empty();
        String name = file.map(path -> className + "/" + path.getFileName())
                .orElse(labelled.crop().source() + ", nucleus " + labelled.crop().label());
        return new CropFacts(index, name, file, labelled.classIndex(), labelled.crop().source(),
                labelled.crop().sourceKnown(), raw.width(), raw.height(), raw.bitDepth(), raw.pixelSize(),
                raw.fileBytes(), isFlat(raw.pixels()), raw.cut(), Body.of(raw, coarse, Polarity.BRIGHT, zeroed),
                Body.of(raw, coarse, Polarity.DARK, zeroed), ConstantSides.of(raw), PixelHash.of(raw),
                Descriptor.of(raw), Thumbnail.of(raw));
    }

    private static boolean isFlat(float[] pixels) {
        for (float value : pixels) {
            if (value != pixels[0]) {
                return false;
            }
        }
        return true;
    }

    Body body(Polarity polarity) {
        return polarity == Polarity.DARK ? dark : bright;
    }
}
