package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.BalancedBatches;
import io.github.nucleoscope.dataset.CropAugmenter;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchMakerTest {

    private static final int BATCH = 32;
    private static final int VALUES = Textures.SIZE * Textures.SIZE;

    private final Dataset crops = Textures.set(3, 40, 1).dataset();
    private final BalancedBatches batches = new BalancedBatches(crops, BATCH, 20, 1);

    /** Crops are made in parallel, and are those of a loop that makes one after the other. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cropsAreThoseOfASequentialTwin(boolean full) {
        CropAugmenter augmenter = new CropAugmenter(full ? Augmentation.FULL : Augmentation.FLIPS, Quantity.INTENSITY,
                false, 1);
        BatchMaker maker = new BatchMaker(crops, batches, augmenter);
        MiniBatch batch = new MiniBatch(BATCH, VALUES);
        for (int epoch = 1; epoch <= 3; epoch++) {
            List<int[]> all = batches.epoch(epoch);
            assertEquals(20, all.size());
            for (int number = 0; number < all.size(); number++) {
                maker.make(epoch, number, batch);
                assertArrayEquals(twin(augmenter, epoch, number, all.get(number)), batch.images);
            }
        }
    }

    private float[] twin(CropAugmenter augmenter, int epoch, int number, int[] indices) {
        float[] images = new float[BATCH * VALUES];
        for (int i = 0; i < BATCH; i++) {
            augmenter.write(crops.crops().get(indices[i]).crop().values(), Textures.SIZE, 1, epoch, number * BATCH + i,
                    images, i * VALUES);
        }
        return images;
    }
}
