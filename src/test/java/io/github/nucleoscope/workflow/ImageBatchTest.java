package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import org.junit.jupiter.api.Test;

/** Many images, one after the other or side by side. */
class ImageBatchTest {

    private static final Path IMAGES = Path.of("test-images/images");

    private final List<String> taken = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** The twelve fields of the test images; stopped after so many. */
    private ImageBatch fields(int most) throws IOException {
        return new ImageBatch(ImageSet.of(List.of(IMAGES)), new ImageBatch.Listener() {
            @Override
            public void failed(Problem problem) {
                said.add(problem.text());
            }

            @Override
            public boolean isCancelled() {
                return taken.size() == most;
            }
        });
    }

    private static List<String> failures(ImageBatch batch) {
        return batch.failures().stream().map(Problem::text).toList();
    }

    private ImageBatch fields() throws IOException {
        return fields(Integer.MAX_VALUE);
    }

    /** A batch that is stopped has not failed, but is not done either. */
    @Test
    void aStopIsNoFailure() throws IOException {
        ImageBatch batch = fields(2);
        batch.forEach((name, image) -> taken.add(name));
        assertEquals(0, batch.failed());
        assertEquals(List.of("stopped after 2 of 12 images"), failures(batch));
        assertEquals(failures(batch), said);
    }

    @Test
    void aFailureIsNamedAndTheOthersAreDone() throws IOException {
        ImageBatch batch = fields();
        batch.forEach((name, image) -> {
            if (name.equals("field_02")) {
                throw new InputException("it is too dark");
            }
            taken.add(name);
        });
        assertEquals(11, taken.size());
        assertEquals(1, batch.failed());
        assertEquals(List.of(IMAGES.resolve("field_02.tif") + ": it is too dark"), failures(batch));
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, 12).mapToObj(i -> String.format("field_%02d", i)).toList();
    }

    /** The first image is done last: the others wait for it. */
    @Test
    void sideBySideImagesAreTakenInTheirOrder() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        fields().forEach(2, (name, image) -> {
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
        assertEquals(List.of(), said);
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
        AtomicInteger working = new AtomicInteger();
        ImageBatch batch = fields(3);
        batch.forEach(2, (name, image) -> {
            working.incrementAndGet();
            image.duplicate().getProcessor().blurGaussian(3);
            working.decrementAndGet();
            return name;
        }, (name, result) -> taken.add(name));
        assertEquals(0, working.get());
        assertEquals(names().subList(0, 3), taken);
        assertEquals(List.of("stopped after 3 of 12 images"), said);
        assertEquals(0, batch.failed());
    }

    /** Computed, taken, or in a thread of its own: where the memory was not enough, an image is done again, alone. */
    @Test
    void whatLackedMemoryIsDoneAgainAlone() throws IOException {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        AtomicInteger working = new AtomicInteger();
        fields().forEach(2, (name, image) -> {
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
        assertEquals(List.of(), said);
    }

    @Test
    void anImageForWhichTheMemoryIsNeverEnoughIsNamed() throws IOException {
        fields().forEach(2, (name, image) -> {
            if (name.equals("field_04")) {
                throw new OutOfMemoryError("planted");
            }
            return name;
        }, (name, result) -> taken.add(name));
        assertEquals(11, taken.size());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("field_04.tif: there is not enough memory"), said.get(0));
    }
}
