package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;

/** Makes the networks that a training starts from. */
final class StartingNetworks {

    private StartingNetworks() {}

    /**
     * Returns the network that a member starts from.
     *
     * @param part crops and settings of the member
     * @param member its index, from 0
     */
    static Network network(StartingPoint from, TrainingPart part, int member) {
        if (!(from instanceof StartingPoint.Model given)) {
            return part.initialise(((StartingPoint.Random) from).layers());
        }
        NucleusClassifier model = given.model();
        Network network = model.networks().get(member % model.networks().size());
        List<String> classes = part.train().classNames();
        return model.classNames().equals(classes) ? network
                : network.withNewOutput(classes.size(), part.settings().initialisation(), part.settings().seed());
    }

    /**
     * Returns how the input of all networks is standardised.
     *
     * @param whole the crops of all members
     */
    static Standardisation standardisation(StartingPoint from, TrainingPart whole) {
        return from instanceof StartingPoint.Model given ? given.model().networks().get(0).standardisation()
                : whole.standardisation();
    }
}
