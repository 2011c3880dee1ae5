package io.github.nucleoscope.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.nuclei.PixelScale;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;

/** Decides how crops are cut once all images have been read, and cuts them. */
final class CropCutting {

    private final CropSettings settings;
    private final TrainingSet.OpenChoices open;
    private final Map<Integer, Samples> pooled = new HashMap<>();
    private final Map<WhiteLevel, PixelScale> densities = new HashMap<>();
    private final boolean forModel;

    private CropCutting(CropSettings settings, TrainingSet.OpenChoices open, List<UncutCrop> crops, boolean forModel) {
        this.settings = settings;
        this.open = open;
        this.forModel = forModel;
        for (UncutCrop crop : crops) {
            pooled.merge(crop.samples().bits(), crop.samples(), Samples::and);
        }
    }

    /** Cuts crops exactly as those of a model. */
    static CropCutting of(Preparation model, List<UncutCrop> crops) {
        return new CropCutting(model.crops(), TrainingSet.OpenChoices.NONE, crops, true);
    }

    /**
     * Decides how crops are cut.
     *
     * @param channels the channels of the crops
     * @param signal what shows the nuclei
     * @param light the colours of the images; empty if the crops are not in colour
     * @param crops one or more
     */
    static CropCutting of(CropRequest request, ChannelSelection channels, Signal signal,
            Optional<ImageColours> light, List<UncutCrop> crops) {
        Photometry photometry = light.filter(ImageColours::isTransmitted)
                .<Photometry>map(colours -> new Photometry.Density(colours.white()))
                .orElseGet(() -> channels instanceof ChannelSelection.OfNuclei && signal.colour().isStain()
                        // The amount of a stain does not depend on the image's bits.
                        ? new Photometry.Stored()
                        : Photometry.linear(new HashSet<>(crops.stream().map(UncutCrop::samples).toList())));
        Normalisation normalisation = request.normalisation()
                .orElse(channels.count() == 1 ? Normalisation.CHANNEL : Normalisation.JOINT);
        int size = request.size().orElseGet(() -> new CropSize(request).of(crops));
        boolean windows = request.size().isEmpty() && request.scale() == CropSettings.Scale.FIXED
                && request.background() == Background.KEEP
                && (request.aroundPoints() || crops.stream().anyMatch(crop -> crop.nucleus().isEmpty()));
        CropSettings settings = new CropSettings(size, request.scale(), request.background(), normalisation, channels,
                photometry, request.aroundPoints() ? CropSettings.Centre.POINT : CropSettings.Centre.NUCLEUS);
        return new CropCutting(settings, new TrainingSet.OpenChoices(windows, request.normalisation().isEmpty()), crops,
                false);
    }

    CropSettings settings() {
        return settings;
    }

    TrainingSet.OpenChoices open() {
        return open;
    }

    /** Returns whether parts of the nucleus do not fit into its crop. */
    boolean cutsOff(UncutCrop crop) {
        return crop.nucleus().isPresent() && new Cropper(settings).cutsOff(crop.nucleus().get(), crop.scale());
    }

    /** @throws InputException if the intensities cannot be compared with those of the model's training images */
    Crop cut(UncutCrop crop) {
        Cropper cropper = new Cropper(settings);
        PixelScale values = values(crop);
        String source = crop.origin().image().name();
        return crop.nucleus().map(nucleus -> cropper.crop(crop.channels(), values, nucleus, source, crop.scale()))
                .orElseGet(() -> cropper.ofWhole(crop.channels(), values, source, crop.sourceKnown()));
    }

    private PixelScale values(UncutCrop crop) {
        if (settings.photometry() instanceof Photometry.Density density) {
            return densities.computeIfAbsent(crop.glass().map(glass -> glass.orIfNoGlass(density.white()))
                    .orElse(density.white()), PixelScale.Density::new);
        }
        if (settings.photometry() instanceof Photometry.Linear linear
                && !(forModel && settings.normalisation() != Normalisation.NONE)) {
            // One ready-made crop alone says little about the scale of its intensities.
            return new PixelScale.Factor(linear.factor(crop.nucleus().isPresent() ? crop.samples()
                    : pooled.get(crop.samples().bits())));
        }
        return PixelScale.Factor.ONE;
    }
}
