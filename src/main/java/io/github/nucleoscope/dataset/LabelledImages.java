package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.pixels.LabelPieces;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Images with their label images, to train a segmentation network on.
 *
 * @param images one or more planes
 * @param signal the channel and stain of the image files that show the nuclei
 * @param description where the images are from, in words
 * @param notes problems found while reading, for the user
 */
public record LabelledImages(List<LabelledImage> images, Signal signal, String description, List<Problem> notes) {

    /** @throws InputException if there is no image */
    public LabelledImages {
        images = List.copyOf(images);
        notes = List.copyOf(notes);
        if (images.isEmpty()) {
            throw new InputException(description + ": there is no image with a label image");
        }
    }

    /**
     * Reads images and the label images with the same base names. Each slice and frame becomes an image of its own.
     *
     * @param images folder of images
     * @param labels folder of label images: 0 is background, each nucleus has a label of its own
     * @param signal the channel and stain of the images that show the nuclei
     * @throws InputException if an image cannot be read or has no label image, or if its label image is of another size
     *     or is a binary mask
     */
    public static LabelledImages read(Path images, Path labels, Signal signal, FileProgress progress)
            throws IOException {
        Map<String, Path> labelFiles = new HashMap<>();
        for (ImageSet.Member member : ImageSet.of(List.of(labels)).members()) {
            labelFiles.put(member.name(), member.file());
        }
        List<ImageSet.Member> members = ImageSet.of(List.of(images)).members();
        List<LabelledImage> read = new ArrayList<>();
        Set<Problem> notes = new LinkedHashSet<>();
        int done = 0;
        for (ImageSet.Member member : members) {
            Path file = labelFiles.get(member.name());
            if (file == null) {
                throw new InputException(member.file(), "there is no label image '" + member.name() + "' in " + labels
                        + ": add it, or remove the image");
            }
            try {
                ImagePlus image = ImageFiles.read(member.file());
                signal.colour().warning(image).ifPresent(notes::add);
                read.addAll(planes(member, image, ImageFiles.read(file), signal));
            } catch (InputException e) {
                throw e.in(member.file());
            }
            progress.fileDone(++done, members.size(), member.file());
        }
        return new LabelledImages(read, signal, members.size() + " images of " + images.getFileName()
                + " with the label images of " + labels.getFileName(), List.copyOf(notes));
    }

    private static List<LabelledImage> planes(ImageSet.Member member, ImagePlus image, ImagePlus labels,
            Signal signal) {
        if (image.getWidth() != labels.getWidth() || image.getHeight() != labels.getHeight()
                || image.getNSlices() != labels.getNSlices() || image.getNFrames() != labels.getNFrames()) {
            throw new InputException("it is " + size(image) + " but its label image is " + size(labels));
        }
        List<Planes.Plane> planes = Planes.of(image, signal);
        return planes.stream().map(plane -> new LabelledImage(planes.size() == 1 ? member.name()
                : member.name() + " z" + plane.z() + " t" + plane.t(), member.name(), plane.pixels(),
                checked(LabelImages.fromImagePlus(labels, plane.z(), plane.t())))).toList();
    }

    private static RandomAccessibleInterval<IntType> checked(RandomAccessibleInterval<IntType> labels) {
        LabelPieces.of(labels).warning().ifPresent(warning -> {
            throw new InputException(warning.of("its label image is not a label image"));
        });
        return labels;
    }

    private static String size(ImagePlus image) {
        return image.getWidth() + "x" + image.getHeight() + " pixels, " + image.getNSlices() + " slices, "
                + image.getNFrames() + " frames";
    }

    /**
     * Divides the image files at random into parts of nearly equal size.
     *
     * @param count number of parts, 1 to the number of files
     * @param seed equal seeds give equal parts
     * @return index of the part of each image, from 0, in the order of the images
     * @throws InputException if there are fewer files than parts
     */
    public int[] parts(int count, long seed) {
        List<String> sources = images.stream().map(LabelledImage::source).distinct().toList();
        if (count < 1 || count > sources.size()) {
            throw new InputException(sources.size() + " images cannot be divided into " + count
                    + " parts: ask for fewer");
        }
        int[] order = IntStream.range(0, sources.size()).toArray();
        Shuffle.shuffle(order, new SplittableRandom(seed));
        Map<String, Integer> partOf = new HashMap<>();
        for (int i = 0; i < order.length; i++) {
            partOf.put(sources.get(order[i]), (int) ((long) i * count / order.length));
        }
        return images.stream().mapToInt(image -> partOf.get(image.source())).toArray();
    }

    /** Returns the problems with training on these images. */
    public List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>(notes);
        long dark = images.stream().filter(LabelledImage::isDark).count();
        if (dark > 0) {
            warnings.add(new DarkNuclei(dark, images.size()));
        }
        return warnings;
    }

    /** Returns the images with some indices, in this order. */
    public LabelledImages subset(int[] indices) {
        return new LabelledImages(IntStream.of(indices).mapToObj(images::get).toList(), signal,
                description, notes);
    }

    /** Returns the SHA-256 of every image's name, pixels and labels, in order; 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (LabelledImage image : images) {
            digest.update((image.name() + "\n").getBytes(StandardCharsets.UTF_8));
            update(digest, image.pixels());
            update(digest, image.labels());
        }
        return Hex.encodeHexString(digest.digest());
    }

    private static void update(MessageDigest digest, RandomAccessibleInterval<? extends RealType<?>> plane) {
        ByteBuffer bytes = ByteBuffer.allocate((int) (Float.BYTES * (2 + plane.dimension(0))));
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        for (long y = 0; y < plane.dimension(1); y++) {
            bytes.clear();
            bytes.putInt((int) plane.dimension(0)).putInt((int) plane.dimension(1));
            for (long x = 0; x < plane.dimension(0); x++) {
                bytes.putFloat(cursor.next().getRealFloat());
            }
            digest.update(bytes.flip());
        }
    }
}
