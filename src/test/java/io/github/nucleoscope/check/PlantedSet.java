package io.github.nucleoscope.check;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

import io.github.nucleoscope.synthetic.FieldGenerator;
import io.github.nucleoscope.synthetic.FieldSettings;
import io.github.nucleoscope.synthetic.SyntheticField;
import io.github.nucleoscope.synthetic.TrueNucleus;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/**
 * A folder of crops cut from synthetic fields, 64 x 64 pixels around each nucleus, with errors planted into it whose
 * places are known. Crops have their background, or 0 instead of it and of neighbours.
 */
public final class PlantedSet {

    static final int SIZE = 64;

    private record Cut(String name, boolean clumped, int[] pixels) {}

    private final List<Cut> cuts = new ArrayList<>();
    private final Random random;
    /** What was planted, by the names that crops go by in findings. */
    public final Set<String> flipped = new TreeSet<>();
    public final Set<String> copies = new TreeSet<>();
    public final Set<String> originals = new TreeSet<>();
    public final Set<String> blanks = new TreeSet<>();
    public final Set<String> blurred = new TreeSet<>();

    public PlantedSet(int fields, boolean zeroed, long seed) {
        random = new Random(seed);
        for (int f = 1; f <= fields; f++) {
            SyntheticField field = FieldGenerator.generate(FieldSettings.DEFAULT, random.nextLong());
            for (TrueNucleus nucleus : field.nuclei()) {
                cuts.add(new Cut(String.format("field_%02d__%02d", f, nucleus.label()),
                        nucleus.chromatin().className().equals("clumped"), cut(field, nucleus, zeroed)));
            }
        }
    }

    private static int[] cut(SyntheticField field, TrueNucleus nucleus, boolean zeroed) {
        int[] pixels = new int[SIZE * SIZE];
        RandomAccess<UnsignedByteType> image = field.image().randomAccess();
        RandomAccess<IntType> labels = field.labels().randomAccess();
        int width = (int) field.image().dimension(0);
        int height = (int) field.image().dimension(1);
        for (int i = 0; i < pixels.length; i++) {
            // Windows that reach beyond the image are moved back into it.
            int x = Math.max(0, Math.min(width - SIZE, nucleus.x() - SIZE / 2)) + i % SIZE;
            int y = Math.max(0, Math.min(height - SIZE, nucleus.y() - SIZE / 2)) + i / SIZE;
            image.setPosition(new int[] {x, y});
            labels.setPosition(new int[] {x, y});
            pixels[i] = zeroed && labels.get().get() != nucleus.label() ? 0 : image.get().get();
        }
        return pixels;
    }

    public int size() {
        return cuts.size();
    }

    /** Gives a share of the crops the other label. */
    public PlantedSet flip(double share) {
        int count = (int) Math.round(share * cuts.size());
        List<Integer> order = order();
        for (int i : order.subList(0, count)) {
            Cut cut = cuts.get(i);
            cuts.set(i, new Cut(cut.name, !cut.clumped, cut.pixels));
            flipped.add(path(cuts.get(i)));
        }
        return this;
    }

    /** Adds copies, named after another field: a third as they are, a third turned, a third brighter and noisy. */
    public PlantedSet copy(int count) {
        List<Integer> order = order();
        for (int k = 0; k < count; k++) {
            Cut cut = cuts.get(order.get(k));
            int[] pixels = new int[cut.pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                int x = i % SIZE;
                int y = i / SIZE;
                int value = cut.pixels[k % 3 == 1 ? x * SIZE + SIZE - 1 - y : i];
                pixels[i] = k % 3 != 2 || value == 0 ? value
                        : (int) Math.max(1, Math.min(255, Math.round(1.1 * value + 2 * random.nextGaussian())));
            }
            Cut copy = new Cut(String.format("copies__%03d", k), cut.clumped, pixels);
            cuts.add(copy);
            copies.add(path(copy));
            originals.add(path(cut));
        }
        return this;
    }

    /** Adds crops without a nucleus: half are flat, half show the noise of the background. */
    public PlantedSet blank(int count, boolean zeroed) {
        for (int k = 0; k < count; k++) {
            int[] pixels = new int[SIZE * SIZE];
            for (int i = 0; i < pixels.length && !zeroed; i++) {
                pixels[i] = k % 2 == 0 ? 20 : (int) Math.max(0, Math.round(20 + 4 * random.nextGaussian()));
            }
            Cut cut = new Cut(String.format("blanks__%03d", k), k % 4 < 2, pixels);
            cuts.add(cut);
            blanks.add(path(cut));
        }
        return this;
    }

    /** Blurs crops by the mean of 7 x 7 pixels, twice. */
    public PlantedSet blur(int count) {
        for (int i : order().subList(0, count)) {
            Cut cut = cuts.get(i);
            cuts.set(i, new Cut(cut.name, cut.clumped, smooth(smooth(cut.pixels))));
            blurred.add(path(cut));
        }
        return this;
    }

    private static int[] smooth(int[] pixels) {
        int[] smooth = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int sum = 0;
            int count = 0;
            for (int y = Math.max(0, i / SIZE - 3); y <= Math.min(SIZE - 1, i / SIZE + 3); y++) {
                for (int x = Math.max(0, i % SIZE - 3); x <= Math.min(SIZE - 1, i % SIZE + 3); x++) {
                    sum += pixels[y * SIZE + x];
                    count++;
                }
            }
            smooth[i] = sum / count;
        }
        return smooth;
    }

    /** Makes the clumped class brighter by a factor. */
    public PlantedSet brighten(double factor) {
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            if (cut.clumped) {
                int[] pixels = cut.pixels.clone();
                for (int p = 0; p < pixels.length; p++) {
                    pixels[p] = (int) Math.min(255, Math.round(factor * pixels[p]));
                }
                cuts.set(i, new Cut(cut.name, true, pixels));
            }
        }
        return this;
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }

    private static String path(Cut cut) {
        return (cut.clumped ? "clumped/" : "fine/") + cut.name + ".png";
    }

    /** Writes one PNG file per crop into two sub-folders. */
    public PlantedSet write(Path folder) throws IOException {
        for (String name : List.of("clumped", "fine")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (Cut cut : cuts) {
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setPixels(0, 0, SIZE, SIZE, cut.pixels);
            ImageIO.write(image, "png", folder.resolve(path(cut)).toFile());
        }
        return this;
    }
}
