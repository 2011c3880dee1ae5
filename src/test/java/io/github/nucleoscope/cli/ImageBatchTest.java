package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many images in one command. */
class ImageBatchTest {

    @TempDir
    private static Path models;
    private static TinyModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        model = TinyModel.train(models);
    }

    @Test
    void oneBadFileIsReportedAndTheOthersAreDone() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(TinyModel.IMAGES.resolve("field_01.tif"), images.resolve("a.tif"));
        Files.writeString(images.resolve("b.png"), "this is no image");
        Files.copy(TinyModel.IMAGES.resolve("field_02.tif"), images.resolve("c.tif"));
        Ran ran = Ran.nucleoscope("segment", images, "-o", folder.resolve("s"), "--json", folder.resolve("s.json"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("b.png"), ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("s/labels/c.tif")));
        assertEquals(1, TinyModel.json(folder.resolve("s.json")).getAsJsonArray("failures").size());

        ran = Ran.nucleoscope("classify", model.file(), images, "-o", folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertEquals(2, ran.err().split("b\\.png").length, "named once: " + ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("c/overlays/c.tif")));
    }

    @Test
    void imagesOfOneNameAreAllDone() throws IOException {
        for (String plate : List.of("plate1", "plate2")) {
            Path images = Files.createDirectory(folder.resolve(plate));
            Files.copy(TinyModel.IMAGES.resolve("field_01.tif"), images.resolve("well.tif"));
        }
        Ran ran = Ran.nucleoscope("segment", folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("s"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("2 images"), ran.out());
        assertTrue(Files.exists(folder.resolve("s/labels/plate1_well.tif.tif")));
        assertTrue(Files.exists(folder.resolve("s/labels/plate2_well.tif.tif")));
        ran = Ran.nucleoscope("classify", model.file(), folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/summary.csv")).get(2).startsWith("plate2/well.tif,"));
    }

    /** A batch that is stopped has not failed, but is not done either. */
    @Test
    void aStopIsNoFailure() throws IOException {
        ImageBatch batch = new ImageBatch(ImageSet.of(List.of(TinyModel.IMAGES)));
        List<String> done = new ArrayList<>();
        StringWriter err = new StringWriter();
        PrintWriter printer = new PrintWriter(err, true);
        FileProgress afterTwo = new FileProgress() {
            @Override
            public boolean isCancelled() {
                return done.size() == 2;
            }
        };
        batch.forEach(afterTwo, printer, (name, image) -> done.add(name));
        assertEquals(2, batch.exitCode(printer));
        assertEquals(List.of("nucleoscope: stopped after 2 of 12 images"), err.toString().lines().toList());
        assertEquals(List.of("stopped after 2 of 12 images"), batch.failures());
    }

    private ImageBatch fields() throws IOException {
        return new ImageBatch(ImageSet.of(List.of(TinyModel.IMAGES)));
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, 12).mapToObj(i -> String.format("field_%02d", i)).toList();
    }

    /** The first image is done last: the others wait for it. */
    @Test
    void sideBySideImagesAreTakenInTheirOrder() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        List<String> taken = new ArrayList<>();
        StringWriter err = new StringWriter();
        fields().forEach(2, FileProgress.NONE, new PrintWriter(err, true), (name, image) -> {
            if (name.equals("field_01")) {
                awaitOrFail(second);
            } else {
                second.countDown();
            }
            return name;
        }, (name, result) -> {
            assertEquals(name, result);
            taken.add(name);
        });
        assertEquals(names(), taken);
        assertEquals("", err.toString());
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is taken is what was said to be done, and nothing is computed any more when the batch returns. */
    @Test
    void aStopLeavesNothingThatIsNotSaid() throws IOException {
        List<String> taken = new ArrayList<>();
        AtomicInteger working = new AtomicInteger();
        ImageBatch batch = fields();
        StringWriter err = new StringWriter();
        PrintWriter printer = new PrintWriter(err, true);
        FileProgress afterThree = new FileProgress() {
            @Override
            public boolean isCancelled() {
                return taken.size() == 3;
            }
        };
        batch.forEach(2, afterThree, printer, (name, image) -> {
            working.incrementAndGet();
            image.duplicate().getProcessor().blurGaussian(3);
            working.decrementAndGet();
            return name;
        }, (name, result) -> taken.add(name));
        assertEquals(0, working.get());
        assertEquals(names().subList(0, 3), taken);
        assertEquals(List.of("nucleoscope: stopped after 3 of 12 images"), err.toString().lines().toList());
        assertEquals(2, batch.exitCode(printer));
    }

    /** Computed, taken, or in a thread of its own: where the memory was not enough, an image is done again, alone. */
    @Test
    void whatLackedMemoryIsDoneAgainAlone() throws IOException {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        AtomicInteger working = new AtomicInteger();
        List<String> taken = new ArrayList<>();
        StringWriter err = new StringWriter();
        fields().forEach(2, FileProgress.NONE, new PrintWriter(err, true), (name, image) -> {
            working.incrementAndGet();
            try {
                if (name.equals("field_02") && failed.add(name)) {
                    throw new OutOfMemoryError("planted");
                }
                if (name.equals("field_03") && failed.add(name)) {
                    throw new IllegalStateException(new ExecutionException(new OutOfMemoryError("planted")));
                }
                return name;
            } finally {
                working.decrementAndGet();
            }
        }, (name, result) -> {
            if (name.equals("field_05") && failed.add(name)) {
                throw new OutOfMemoryError("planted");
            }
            if (failed.contains(name)) {
                assertEquals(0, working.get(), "alone");
            }
            taken.add(name);
        });
        assertEquals(names(), taken);
        assertEquals(Set.of("field_02", "field_03", "field_05"), failed);
        assertEquals("", err.toString());
    }

    @Test
    void anImageForWhichTheMemoryIsNeverEnoughIsNamed() throws IOException {
        List<String> taken = new ArrayList<>();
        StringWriter err = new StringWriter();
        fields().forEach(2, FileProgress.NONE, new PrintWriter(err, true), (name, image) -> {
            if (name.equals("field_04")) {
                throw new OutOfMemoryError("planted");
            }
            return name;
        }, (name, result) -> taken.add(name));
        assertEquals(11, taken.size());
        assertTrue(err.toString().contains("field_04.tif: the memory is not enough"), err.toString());
    }
}
