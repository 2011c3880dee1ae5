package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.stream.Stream;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A oneDNN graph under construction: lists of steps to be run in order. */
final class OneDnnProgram {

    private final int batch;
    private final INDArray parameters;
    private final INDArray gradient;
    private final List<Runnable> load = new ArrayList<>();
    private final List<Runnable> forward = new ArrayList<>();
    /** Groups in the order of the forward pass; run from the last group to the first, each in its own order. */
    private final List<List<OneDnnStep>> backward = new ArrayList<>();
    private final List<OneDnnDropout> dropouts = new ArrayList<>();
    private final OneDnnPool pool;

    /**
     * @param gradient null in prediction
     * @param pool memory of the maps in prediction
     */
    OneDnnProgram(int batch, INDArray parameters, INDArray gradient, OneDnnPool pool) {
        this.pool = pool;
        this.batch = batch;
        this.parameters = parameters;
        this.gradient = gradient;
    }

    int batch() {
        return batch;
    }

    boolean training() {
        return gradient != null;
    }

    int propagation() {
        return training() ? prop_kind.forward_training.value : prop_kind.forward_inference.value;
    }

    /** Adds a step that loads parameters. */
    void load(Runnable step) {
        load.add(step);
    }

    void forward(Runnable step) {
        forward.add(step);
    }

    /** Begins a group of backward steps, which run before those of all groups begun earlier. */
    List<OneDnnStep> backwardGroup() {
        List<OneDnnStep> group = new ArrayList<>();
        backward.add(group);
        return group;
    }

    void dropout(OneDnnDropout dropout) {
        dropouts.add(dropout);
    }

    /** Returns a view of the parameters of a block. */
    memory parameters(ParameterBlock block, memory.desc desc) {
        return OneDnn.view(parameters, block.offset(), desc);
    }

    /** Returns the flat buffer of all parameters. */
    INDArray parameters() {
        return parameters;
    }

    /** Returns a view of the gradient of a block. */
    memory gradient(ParameterBlock block, memory.desc desc) {
        return OneDnn.view(gradient, block.offset(), desc);
    }

    /** Creates maps for an operation's output; after its backward group was begun, {@link #finish} must be called. */
    OneDnnMaps maps(TensorShape shape, boolean withGradient) {
        memory.desc desc = desc(shape);
        return training() ? new OneDnnMaps(OneDnn.allocate(desc), withGradient ? OneDnn.allocate(desc) : null, shape,
                desc) : new OneDnnMaps(pool.take(desc), null, shape, desc);
    }

    /** Leaves the memory of maps to maps that are created later; for prediction, where no step goes back to them. */
    void release(OneDnnMaps maps) {
        pool.release(maps.values());
    }

    /** Has the gradients from all readers of maps summed before the backward steps of the operation that made them. */
    void finish(OneDnnMaps maps) {
        if (maps.gradient() != null) {
            backward.add(maps.gather());
        }
    }

    /** Returns maps for a further reader, with a gradient of its own that is added to that of the first reader. */
    OneDnnMaps furtherReader(OneDnnMaps maps) {
        if (maps.gradient() == null) {
            return maps;
        }
        memory gradientOfReader = OneDnn.allocate(maps.desc());
        maps.gather().add(OneDnnEltwise.add(maps.desc(), maps.gradient(), gradientOfReader));
        return new OneDnnMaps(maps.values(), gradientOfReader, maps.shape(), maps.desc());
    }

    /** Returns the channels-last descriptor of maps. */
    memory.desc desc(TensorShape shape) {
        return OneDnn.desc(format_tag.nhwc, batch, shape.channels(), shape.height(), shape.width());
    }

    /** Returns the number of rows or columns of padding that windows need after the last row or column. */
    static long paddingAfter(int in, int out, int stride, int window, int before) {
        return Math.max(0, (long) (out - 1) * stride + window - in - before);
    }

    /** Number of values of a mini-batch's maps. */
    long count(TensorShape shape) {
        return (long) batch * shape.values();
    }

    /** Returns weights in the layout that oneDNN requires: themselves, or a copy that is made at each load. */
    memory loaded(memory plain, memory.desc has, memory.desc wanted) {
        if (has.equals(wanted)) {
            return plain;
        }
        memory copy = OneDnn.allocate(wanted);
        load(OneDnnStep.reorder(plain, copy));
        return copy;
    }

    /** Returns the fused post-operations: first accumulation into the existing output, then ReLU. */
    static primitive_attr afterwards(boolean sum, boolean relu) {
        post_ops after = new post_ops();
        if (sum) {
            after.append_sum();
        }
        if (relu) {
            after.append_eltwise(algorithm.eltwise_relu, 0, 0);
        }
        primitive_attr attributes = OneDnnStep.attributes();
        attributes.set_post_ops(after);
        return attributes;
    }

    /** Returns a descriptor of one value per channel. */
    static memory.desc perChannel(int channels) {
        return OneDnn.desc(format_tag.x, channels);
    }

    void randomise(SplittableGenerator random, int before) {
        for (OneDnnDropout dropout : dropouts) {
            dropout.randomise(random, before);
        }
    }

    /** Gives all steps their shared scratch memory; to be called when all have been added. */
    void allocateScratch() {
        List<OneDnnStep> steps = new ArrayList<>();
        Stream.concat(load.stream(), forward.stream()).forEach(step -> {
            if (step instanceof OneDnnStep primitive) {
                steps.add(primitive);
            }
        });
        backward.forEach(steps::addAll);
        long most = steps.stream().mapToLong(OneDnnStep::scratchBytes).max().orElse(0);
        if (most > 0) {
            memory shared = OneDnn.allocate(OneDnnProgram.perChannel(Math.toIntExact((most + 3) / Float.BYTES)));
            steps.forEach(step -> step.useScratch(shared));
        }
    }

    Runnable[] loadSteps() {
        return load.toArray(new Runnable[0]);
    }

    Runnable[] forwardSteps() {
        return forward.toArray(new Runnable[0]);
    }

    OneDnnStep[] backwardSteps() {
        List<OneDnnStep> steps = new ArrayList<>();
        for (int i = backward.size() - 1; i >= 0; i--) {
            steps.addAll(backward.get(i));
        }
        return steps.toArray(new OneDnnStep[0]);
    }
}
