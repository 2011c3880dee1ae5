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
 * @param provenance how the network was trained
 */
public record NucleusClassifier(Network network, List<NucleusClass> classes, Preparation preparation,
        Provenance provenance) {

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

    /** The names of the classes, in order. */
    public List<String> classNames() {
        return classes.stream().map(NucleusClass::name).toList();
    }
}
