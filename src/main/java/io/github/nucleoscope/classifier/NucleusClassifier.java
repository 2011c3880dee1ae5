package io.github.nucleoscope.classifier;

import java.util.List;

import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * A trained network with its classes and preprocessing: the content of a classifier's model file.
 *
 * @param network network for crops of {@code preparation.crops().size()} squared pixels
 * @param classes classes in the order of the network's outputs
 * @param preparation how crops are made for the network
 * @param testTimeAugmentation whether the answer for a crop is the mean over its eight flips and quarter turns
 * @param provenance how the network was trained
 */
public record NucleusClassifier(Network network, List<NucleusClass> classes, Preparation preparation,
        boolean testTimeAugmentation, Provenance provenance) {

    public NucleusClassifier {
        classes = List.copyOf(classes);
        if (network.classes() != classes.size()) {
            throw new InputException("the network has " + network.classes() + " outputs but " + classes.size()
                    + " classes are named");
        }
        TensorShape expected = preparation.inputShape();
        if (!network.input().equals(expected)) {
            throw new InputException("the network takes " + network.input() + " but the crops are " + expected);
        }
    }

    /** A classifier that answers for each crop as it is. */
    public NucleusClassifier(Network network, List<NucleusClass> classes, Preparation preparation,
            Provenance provenance) {
        this(network, classes, preparation, false, provenance);
    }

    /** Returns a copy with another network of the same shape. */
    public NucleusClassifier with(Network newNetwork) {
        return new NucleusClassifier(newNetwork, classes, preparation, testTimeAugmentation, provenance);
    }

    /** Returns a copy whose nuclei are prepared in another way. */
    public NucleusClassifier with(Preparation newPreparation) {
        return new NucleusClassifier(network, classes, newPreparation, testTimeAugmentation, provenance);
    }

    /** Returns a copy with another provenance. */
    public NucleusClassifier with(Provenance newProvenance) {
        return new NucleusClassifier(network, classes, preparation, testTimeAugmentation, newProvenance);
    }

    /** The names of the classes, in order. */
    public List<String> classNames() {
        return classes.stream().map(NucleusClass::name).toList();
    }
}
