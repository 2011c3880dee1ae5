package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.PixelTargets;
import io.github.nucleoscope.segmentation.SegmentationModel;

/** Learning two maps per pixel: whether it is inside a nucleus, and how deep. Its steps cannot be observed. */
final class SegmentationTask implements Task {

    private final SegmentationTrainingSettings settings;
    private final CropSampler sampler;
    private final PixelValidation validation;
    private final int batchCount;
    private final String dataSha256;

    /**
     * @param train training images; one or more
     * @param held validation images, for choosing the best epoch; may be empty
     * @param dataSha256 hash of all images
     */
    SegmentationTask(SegmentationTrainingSettings settings, List<Scene> train, List<Scene> held, String dataSha256) {
        this.settings = settings;
        this.dataSha256 = dataSha256;
        sampler = new CropSampler(train, settings.crop(), settings.seed());
        validation = new PixelValidation(held, settings.crop());
        long pixels = train.stream().mapToLong(Scene::seenPixels).sum();
        long perBatch = (long) settings.batch() * settings.crop() * settings.crop();
        batchCount = Math.toIntExact(Math.max(1, pixels / perBatch));
    }

    @Override
    public int batchCount() {
        return batchCount;
    }

    @Override
    public MiniBatch emptyBatch() {
        return new MiniBatch(settings.batch(), settings.crop() * settings.crop(), SegmentationModel.MAPS);
    }

    @Override
    public void fill(int epoch, int number, MiniBatch batch) {
        for (int i = 0; i < settings.batch(); i++) {
            sampler.write(epoch, number * settings.batch() + i, batch, i);
        }
    }

    @Override
    public Backpropagation backpropagation(Network start) {
        return new Backpropagation(start, settings.batch());
    }

    @Override
    public Tally tally() {
        return PixelValidation.tally();
    }

    @Override
    public double step(Backpropagation backpropagation, MiniBatch batch, long dropoutSeed, Tally answers) {
        return backpropagation.step(batch.images, new PixelTargets(batch.targets, batch.weights), dropoutSeed);
    }

    @Override
    public boolean hasValidation() {
        return !validation.isEmpty();
    }

    @Override
    public ValidationFigures validate(Inference inference) {
        return validation.of(inference);
    }

    @Override
    public Optional<LayerObserver> observer(Network start, Backpropagation backpropagation) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> identity(Learner learner) {
        Map<String, String> same = new LinkedHashMap<>();
        same.put("hash_of_the_data", dataSha256);
        same.put("hash_of_the_first_weights", learner.parametersSha256());
        same.putAll(settings.describe());
        return same;
    }
}
