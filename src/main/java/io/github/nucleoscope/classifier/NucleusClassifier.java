package io.github.nucleoscope.classifier;

import java.util.List;

import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * A trained classifier with its classes and preprocessing: the content of a classifier's model file. Its answer for a
 * crop is the recalibrated mean of the probabilities of its members: one network, or an ensemble. If there are networks
 * and classifiers of measurements, the mean of all networks counts as much as the mean of all others.
 *
 * @param members one or more; networks are for crops of {@code preparation.crops().size()} squared pixels
 * @param classes classes in the order of the members' outputs
 * @param preparation how crops are made
 * @param testTimeAugmentation whether the answer of a network is the mean over the eight flips and quarter turns of the
 *     crop
 * @param recalibration of the mean
 * @param provenance how it was trained
 */
public record NucleusClassifier(List<Member> members, List<NucleusClass> classes, Preparation preparation,
        boolean testTimeAugmentation, Recalibration recalibration, Provenance provenance) {

    public NucleusClassifier {
        members = List.copyOf(members);
        classes = List.copyOf(classes);
        if (members.isEmpty()) {
            throw new InputException("the classifier has no members");
        }
        if (recalibration.offsets().size() != classes.size()) {
            throw new InputException("the recalibration is for " + recalibration.offsets().size() + " classes but "
                    + classes.size() + " are named");
        }
        for (Member member : members) {
            if (member.classCount() != classes.size()) {
                throw new InputException("the network has " + member.classCount() + " outputs but " + classes.size()
                        + " classes are named");
            }
            TensorShape expected = preparation.inputShape();
            if (member instanceof Member.Net net && !net.network().input().equals(expected)) {
                throw new InputException("the network takes " + net.network().input() + " but the crops are "
                        + expected);
            }
            if (member instanceof Member.Measured measured
                    && measured.model().measurementCount() != NucleusMeasurements.COUNT) {
                throw new InputException("a member needs " + measured.model().measurementCount()
                        + " measurements of a nucleus, and there are " + NucleusMeasurements.COUNT);
            }
        }
    }

    /** A classifier that is one network. */
    public NucleusClassifier(Network network, List<NucleusClass> classes, Preparation preparation,
            boolean testTimeAugmentation, Provenance provenance) {
        this(List.of(new Member.Net(network)), classes, preparation, testTimeAugmentation,
                Recalibration.none(classes.size()), provenance);
    }

    /** A classifier that is one network and answers for each crop as it is. */
    public NucleusClassifier(Network network, List<NucleusClass> classes, Preparation preparation,
            Provenance provenance) {
        this(network, classes, preparation, false, provenance);
    }

    /**
     * Returns the network of a classifier that is nothing else.
     *
     * @throws IllegalStateException if it is an ensemble
     */
    public Network network() {
        if (members.size() == 1 && members.get(0) instanceof Member.Net net) {
            return net.network();
        }
        throw new IllegalStateException("an ensemble of " + members.size() + " members is not one network");
    }

    /** Returns the networks among the members. */
    public List<Network> networks() {
        return members.stream().filter(Member.Net.class::isInstance).map(Member.Net.class::cast)
                .map(Member.Net::network).toList();
    }

    /** Returns the number of weights and biases of all networks. */
    public long parameterCount() {
        return networks().stream().mapToLong(Network::parameterCount).sum();
    }

    /** Returns a copy that is another network of the same shape. */
    public NucleusClassifier with(Network newNetwork) {
        return new NucleusClassifier(newNetwork, classes, preparation, testTimeAugmentation, provenance);
    }

    /** Returns a copy whose nuclei are prepared in another way. */
    public NucleusClassifier with(Preparation newPreparation) {
        return new NucleusClassifier(members, classes, newPreparation, testTimeAugmentation, recalibration,
                provenance);
    }

    /** Returns a copy with another provenance. */
    public NucleusClassifier with(Provenance newProvenance) {
        return new NucleusClassifier(members, classes, preparation, testTimeAugmentation, recalibration,
                newProvenance);
    }

    /** The names of the classes, in order. */
    public List<String> classNames() {
        return classes.stream().map(NucleusClass::name).toList();
    }
}
