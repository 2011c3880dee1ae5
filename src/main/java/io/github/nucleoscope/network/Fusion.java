package io.github.nucleoscope.network;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Operation.Add;
import io.github.nucleoscope.network.Operation.Connect;
import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.Operation.Normalise;
import io.github.nucleoscope.network.Operation.Pool;
import io.github.nucleoscope.network.Operation.Rectify;

/** Which operations of a network can be computed as one. */
final class Fusion {

    private final Computation computation;

    Fusion(Computation computation) {
        this.computation = computation;
    }

    /** The ReLU that alone reads a node that can do it in the same pass. */
    Optional<Node> relu(Node node) {
        boolean can = node.operation() instanceof Convolve || node.operation() instanceof Connect
                || node.operation() instanceof Normalise || node.operation() instanceof Add;
        return onlyReader(node).filter(reader -> can && reader.operation() instanceof Rectify);
    }

    /** The batch normalisation that alone reads a convolution: in prediction both are one convolution. */
    Optional<Node> normalisation(Node node) {
        return onlyReader(node).filter(reader -> node.operation() instanceof Convolve
                && reader.operation() instanceof Normalise);
    }

    /**
     * The sum that a convolution can add its result to in the shortcut's own memory: nothing reads the shortcut later,
     * nor does the convolution itself.
     *
     * @param last the convolution, or the batch normalisation that is a part of it
     */
    Optional<Node> sumInShortcut(Node convolution, Node last) {
        return onlyReader(last).filter(reader -> reader.operation() instanceof Add
                && reader.inputs().get(0) == last.index() && reader.inputs().get(1) != Node.IMAGE
                && reader.inputs().get(1) != convolution.input()
                && lastReader(reader.inputs().get(1)) == reader.index());
    }

    /**
     * Whether only a maximum of windows reads the node. A maximum that is 0 passes no gradient: then ReLU's gradient
     * needs to be done after the maximum only, on a fraction of the pixels.
     */
    boolean onlyMaximumReads(Node node) {
        return onlyReader(node).filter(reader -> reader.operation() instanceof Pool pool
                && pool.window().kind() == Pooling.Kind.MAXIMUM).isPresent();
    }

    Optional<Node> onlyReader(Node node) {
        List<Node> readers = computation.readers(node.index());
        return readers.size() == 1 ? Optional.of(readers.get(0)) : Optional.empty();
    }

    private int lastReader(int index) {
        List<Node> readers = computation.readers(index);
        return readers.get(readers.size() - 1).index();
    }
}
