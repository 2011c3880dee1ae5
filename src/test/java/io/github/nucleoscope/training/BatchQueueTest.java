package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.CropAugmenter;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.NaturalBatches;
import io.github.nucleoscope.dataset.Quantity;
import io.github.nucleoscope.network.Architecture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchQueueTest {

    private static final int PIXELS = Textures.SIZE * Textures.SIZE;

    private static boolean isThreadThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().equals(BatchQueue.THREAD_NAME));
    }

    @AfterEach
    void noThreadIsLeft() {
        assertFalse(isThreadThere());
    }

    private static BatchMaker maker(Dataset dataset) {
        return new BatchMaker(dataset, new NaturalBatches(dataset, 8, 5),
                new CropAugmenter(Augmentation.FULL, Quantity.INTENSITY, false, 5));
    }

    private static MiniBatch onePixel() {
        return new MiniBatch(1, 1);
    }

    @Test
    void batchesAreThoseThatWouldBeMadeInLine() {
        Dataset dataset = Textures.set(3, 10, 1).dataset();
        NaturalBatches batches = new NaturalBatches(dataset, 8, 5);
        CropAugmenter augmenter = new CropAugmenter(Augmentation.FULL, Quantity.INTENSITY, false, 5);
        try (BatchQueue queue = new BatchQueue(maker(dataset)::make, () -> new MiniBatch(8, PIXELS),
                batches.batchCount(), 3, 6)) {
            for (int epoch = 3; epoch <= 6; epoch++) {
                for (int number = 0; number < batches.batchCount(); number++) {
                    int[] crops = batches.epoch(epoch).get(number);
                    float[] expected = new float[8 * PIXELS];
                    int[] classes = new int[8];
                    for (int i = 0; i < 8; i++) {
                        augmenter.write(dataset.crops().get(crops[i]).crop().values(), Textures.SIZE, 1, epoch,
                                number * 8 + i, expected, i * PIXELS);
                        classes[i] = dataset.crops().get(crops[i]).classIndex();
                    }
                    MiniBatch batch = queue.take();
                    assertArrayEquals(expected, batch.images);
                    assertArrayEquals(classes, batch.classes);
                    queue.release(batch);
                }
            }
            assertThrows(IllegalStateException.class, queue::take);
            assertThrows(IllegalStateException.class, queue::take);
        }
    }

    /** A batch in use is not written to, however far ahead the maker is. */
    @Test
    void onlyAFewAreMadeAhead() {
        AtomicInteger made = new AtomicInteger();
        try (BatchQueue queue = new BatchQueue((epoch, number, batch) -> batch.images[0] = made.incrementAndGet(),
                BatchQueueTest::onePixel, 1000, 1, 1)) {
            MiniBatch first = queue.take();
            MiniBatch second = queue.take();
            MiniBatch third = queue.take();
            // All three are out: none can be in the making.
            assertEquals(3, made.get());
            assertEquals(1, first.images[0]);
            assertEquals(3, third.images[0]);
            queue.release(second);
            assertEquals(4, queue.take().images[0]);
            assertEquals(1, first.images[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatGoesWrongReachesTheTraining(boolean error) {
        RuntimeException exception = new IllegalArgumentException("a crop is broken");
        try (BatchQueue queue = new BatchQueue((epoch, number, batch) -> {
            if (number == 4) {
                if (error) {
                    throw new OutOfMemoryError("no more");
                }
                throw exception;
            }
        }, BatchQueueTest::onePixel, 10, 1, 2)) {
            for (int i = 0; i < 4; i++) {
                queue.release(queue.take());
            }
            if (error) {
                assertThrows(OutOfMemoryError.class, queue::take);
            } else {
                assertSame(exception, assertThrows(IllegalArgumentException.class, queue::take));
            }
        }
    }

    @Test
    void closingEndsTheThreadThatWaitsForAFreeBuffer() {
        BatchQueue queue = new BatchQueue((epoch, number, batch) -> {}, BatchQueueTest::onePixel, 10, 1, 2);
        queue.take();
        assertTrue(isThreadThere());
        queue.close();
        assertFalse(isThreadThere());
    }

    @Test
    void anInterruptionIsRememberedAndNotLost() {
        try (BatchQueue queue = new BatchQueue((epoch, number, batch) -> {}, BatchQueueTest::onePixel, 10, 1, 2)) {
            Thread.currentThread().interrupt();
            queue.take();
        }
        assertTrue(Thread.interrupted());
    }

    @Test
    void trainingLeavesNoThreadHoweverItEnds() {
        for (boolean failing : new boolean[] {false, true}) {
            TrainingListener listener = new TrainingListener() {
                private int epochs;

                @Override
                public void epochDone(EpochRecord epoch) {
                    epochs++;
                    if (failing) {
                        throw new IllegalStateException("the listener fails");
                    }
                }

                @Override
                public boolean isCancelled() {
                    return epochs == 2;
                }
            };
            Trainer trainer = new Trainer(SettingsOf.training(1e-3, 8, 50), listener);
            if (failing) {
                assertThrows(IllegalStateException.class, () -> trainer.train(Textures.set(2, 20, 1),
                        Architecture.parse("o")));
            } else {
                assertTrue(trainer.train(Textures.set(2, 20, 1),
                        Architecture.parse("o")).cancelled());
            }
            assertFalse(isThreadThere());
        }
    }
}
