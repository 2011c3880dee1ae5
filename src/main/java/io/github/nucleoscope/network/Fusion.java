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

/** Finds operations of a network that can be fused into one. */
final class Fusion {

    private final Computation computation;

    Fusion(Computation computation) {
        this.computation = computation;
    }

    /** Returns the ReLU that can be fused into a node, as its only reader; empty if there is none. */
    Optional<Node> relu(Node node) {
        boolean can = node.operation() instanceof Convolve || node.operation() instanceof Connect
                || node.operation() instanceof Normalise || node.operation() instanceof Add;
        return onlyReader(node).filter(reader -> can && reader.operation() instanceof Rectify);
    }

    /** Returns the batch normalisation that can be folded into a convolution in prediction, as its only reader. */
    Optional<Node> normalisation(Node node) {
        return onlyReader(node).filter(reader -> node.operation() instanceof Convolve
                && reader.operation() instanceof Normalise);
    }

    /**
     * Returns the residual sum that a convolution can accumulate in the shortcut's memory: neither a later operation
     * nor the convolution itself reads the shortcut.
     *
     * @param last the convolution, or the batch normalisation that is folded into it
     */
    Optional<Node> sumInShortcut(Node convolution, Node last) {
        return onlyReader(last).filter(reader -> reader.operation() instanceof Add
                && reader.inputs().get(0) == last.index() && reader.inputs().get(1) != Node.IMAGE
                && reader.inputs().get(1) != convolution.input()
                && lastReader(reader.inputs().get(1)) == reader.index());
    }

    /**
     * Whether a max pooling is the only reader of the node. Then the gradient of a ReLU before it can be computed after
     * the max pooling, on a fraction of the pixels: where the maximum is 0 it is 0.
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
