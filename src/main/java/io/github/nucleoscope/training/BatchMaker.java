package io.github.nucleoscope.training;

import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.dataset.CropAugmenter;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;

/**
 * Makes the mini-batches of a training from its crops, in any order. Not thread-safe, but the crops of a mini-batch are
 * made in parallel: a network with batch normalisation computes with all processors in step, and is held up for as long
 * as any one of them works on crops.
 */
final class BatchMaker {

    private final Dataset train;
    private final Batches batches;
    private final CropAugmenter augmenter;
    private final int size;
    private final int channels;
    /** The crop that a thread augments. */
    private final ThreadLocal<float[]> scratch;
    private int cachedEpoch;
    private List<int[]> cachedBatches;

    BatchMaker(Dataset train, Batches batches, CropAugmenter augmenter) {
        this.train = train;
        this.batches = batches;
        this.augmenter = augmenter;
        size = train.crops().get(0).crop().size();
        channels = train.crops().get(0).crop().channels();
        scratch = ThreadLocal.withInitial(() -> new float[size * size * channels]);
    }

    /**
     * Fills a mini-batch.
     *
     * @param epoch from 1
     * @param number index of the mini-batch in the epoch, from 0
     * @param batch receives the crops and classes
     */
    void make(int epoch, int number, MiniBatch batch) {
        if (cachedBatches == null || cachedEpoch != epoch) {
            cachedBatches = batches.epoch(epoch);
            cachedEpoch = epoch;
        }
        int[] crops = cachedBatches.get(number);
        IntStream.range(0, crops.length).parallel().forEach(i -> {
            LabelledCrop labelled = train.crops().get(crops[i]);
            float[] values = scratch.get();
            labelled.crop().write(values, 0);
            augmenter.write(values, size, channels, epoch, number * crops.length + i, batch.images, i * values.length);
            batch.classes[i] = labelled.classIndex();
        });
    }
}
