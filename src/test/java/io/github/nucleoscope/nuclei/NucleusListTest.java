package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class NucleusListTest {

    @Test
    void equalsOnePassPerLabel() {
        Random random = new Random(12);
        int[] names = {0, 0, 3, 7, 70_000, Integer.MAX_VALUE};
        for (int round = 0; round < 20; round++) {
            int width = 1 + random.nextInt(80);
            int height = 1 + random.nextInt(20);
            int[] labels = new int[width * height];
            float[] pixels = new float[labels.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = names[random.nextInt(names.length)];
                pixels[i] = random.nextInt(10) == 0 ? Float.NaN : random.nextInt(100);
            }
            RandomAccessibleInterval<FloatType> plane = ArrayImgs.floats(pixels, width, height);
            if (round % 2 == 0) {
                // A part of a larger one, as under a ROI.
                Img<FloatType> larger = ArrayImgs.floats(width + 3, height + 2);
                plane = Views.zeroMin(Views.interval(larger, new long[] {2, 1}, new long[] {width + 1, height}));
                int next = 0;
                for (FloatType pixel : Views.flatIterable(plane)) {
                    pixel.set(pixels[next++]);
                }
            }
            List<Nucleus> nuclei = NucleusList.of(ArrayImgs.ints(labels, width, height),
                    Views.translate(plane, -5, 1000));
            int found = 0;
            int last = 0;
            for (Nucleus nucleus : nuclei) {
                assertTrue(nucleus.label() > last);
                last = nucleus.label();
                check(nucleus, labels, pixels, width);
                found += nucleus.area();
            }
            int expected = 0;
            for (int label : labels) {
                expected += label > 0 ? 1 : 0;
            }
            assertEquals(expected, found);
        }
    }

    private static void check(Nucleus nucleus, int[] labels, float[] pixels, int width) {
        double sumX = 0;
        double sumY = 0;
        int area = 0;
        double sum = 0;
        int finite = 0;
        int minX = Integer.MAX_VALUE;
        int maxX = 0;
        int minY = Integer.MAX_VALUE;
        int maxY = 0;
        for (int i = 0; i < labels.length; i++) {
            int x = i % width;
            int y = i / width;
            boolean inside = labels[i] == nucleus.label();
            if (inside) {
                area++;
                sumX += x;
                sumY += y;
                minX = Math.min(minX, x);
                maxX = Math.max(maxX, x);
                minY = Math.min(minY, y);
                maxY = Math.max(maxY, y);
                if (!Float.isNaN(pixels[i])) {
                    sum += pixels[i];
                    finite++;
                }
            }
            BitType bit = Views.extendZero(nucleus.mask()).getAt(x - 5, y + 1000);
            assertEquals(inside, bit.get());
        }
        assertEquals(area, nucleus.area());
        assertEquals(sumX / area - 5, nucleus.x(), 1e-9);
        assertEquals(sumY / area + 1000, nucleus.y(), 1e-9);
        assertEquals(finite == 0 ? Double.NaN : sum / finite, nucleus.mean(), 1e-9);
        assertEquals(minX - 5, nucleus.mask().min(0));
        assertEquals(maxX - 5, nucleus.mask().max(0));
        assertEquals(minY + 1000, nucleus.mask().min(1));
        assertEquals(maxY + 1000, nucleus.mask().max(1));
    }

    @Test
    void saysBothShapesAndRefusesNegativeLabels() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> NucleusList.of(ArrayImgs.ints(4, 5), ArrayImgs.floats(5, 4))).getMessage();
        assertTrue(message.contains("[4, 5]") && message.contains("[5, 4]"), message);
        message = assertThrows(InputException.class,
                () -> NucleusList.of(ArrayImgs.ints(new int[] {0, 0, 5, 0, 5, -1}, 3, 2), ArrayImgs.floats(3, 2)))
                .getMessage();
        assertTrue(message.startsWith("label -1 at (2, 1) is not between 0 and 2147483647"), message);
        message = assertThrows(InputException.class, () -> NucleusList.of(
                ArrayImgs.unsignedInts(new int[] {5, Integer.MIN_VALUE}, 2, 1), ArrayImgs.floats(2, 1))).getMessage();
        assertTrue(message.startsWith("label 2147483648 at (1, 0)"), message);
    }

    @Test
    void anEmptyLabelImageHasNoNuclei() {
        assertEquals(List.of(), NucleusList.of(ArrayImgs.ints(4, 5), ArrayImgs.floats(4, 5)));
    }
}
