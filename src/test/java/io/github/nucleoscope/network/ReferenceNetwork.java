package io.github.nucleoscope.network;

import java.util.List;
import java.util.SplittableRandom;

import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Operation.Add;
import io.github.nucleoscope.network.Operation.Connect;
import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.Operation.Drop;
import io.github.nucleoscope.network.Operation.Normalise;
import io.github.nucleoscope.network.Operation.Pool;
import io.github.nucleoscope.network.Operation.PoolGlobally;
import io.github.nucleoscope.network.Operation.Rectify;
import io.github.nucleoscope.network.Operation.Subsample;
import io.github.nucleoscope.network.Operation.Upsample;
import io.github.nucleoscope.network.ParameterBlock.Kind;

/** The brute-force twin of the network: plain loops in double precision. */
final class ReferenceNetwork {

    private final Network network;
    private double[] parameters;

    ReferenceNetwork(Network network) {
        this.network = network;
    }

    /** Mean loss of a mini-batch; as in training, or as in prediction where the seed is null. */
    double loss(double[] parameters, float[] images, int[] classes, Long dropoutSeed) {
        double[][] logits = logits(parameters, images, classes.length, dropoutSeed);
        double loss = 0;
        for (int i = 0; i < classes.length; i++) {
            double[] z = logits[i];
            if (z.length == 1) {
                double p = 1 / (1 + Math.exp(-z[0]));
                loss -= Math.log(classes[i] == 1 ? p : 1 - p);
            } else {
                double sum = 0;
                for (double v : z) {
                    sum += Math.exp(v);
                }
                loss -= Math.log(Math.exp(z[classes[i]]) / sum);
            }
        }
        return loss / classes.length;
    }

    /** Mean loss of a mini-batch whose maps have targets: the sum of -t ln p - (1 - t) ln(1 - p) less that of p = t. */
    double loss(double[] parameters, float[] images, PixelTargets targets, int batch, Long dropoutSeed) {
        double[][] logits = logits(parameters, images, batch, dropoutSeed);
        int maps = network.output().channels();
        double loss = 0;
        for (int i = 0; i < batch; i++) {
            for (int v = 0; v < logits[i].length; v++) {
                double t = targets.values()[i * logits[i].length + v];
                double p = 1 / (1 + Math.exp(-logits[i][v]));
                loss += targets.weights()[(i * logits[i].length + v) / maps] / logits[i].length
                        * (term(t, t) + term(1 - t, 1 - t) - term(t, p) - term(1 - t, 1 - p));
            }
        }
        return loss / batch;
    }

    private static double term(double share, double probability) {
        return share == 0 ? 0 : share * Math.log(probability);
    }

    double[][] logits(double[] parameters, float[] images, int batch, Long dropoutSeed) {
        this.parameters = parameters;
        int values = network.input().values();
        List<Double> means = network.standardisation().means();
        List<Double> deviations = network.standardisation().deviations();
        double[][] image = new double[batch][values];
        for (int i = 0; i < batch; i++) {
            for (int v = 0; v < values; v++) {
                int channel = v % network.input().channels() % means.size();
                image[i][v] = (images[i * values + v] - means.get(channel)) / deviations.get(channel);
            }
        }
        SplittableRandom random = dropoutSeed == null ? null : new SplittableRandom(dropoutSeed);
        Computation computation = network.computation();
        double[][][] computed = new double[computation.nodes().size()][batch][];
        for (Node node : computation.nodes()) {
            double[][] x = node.input() == Node.IMAGE ? image : computed[node.input()];
            TensorShape in = computation.shape(node.input());
            if (node.operation() instanceof Normalise) {
                computed[node.index()] = normalise(node, x, in.channels(), dropoutSeed != null);
                continue;
            }
            boolean drops = random != null && node.operation() instanceof Drop;
            SplittableRandom perImage = drops ? random.split() : null;
            for (int i = 0; i < batch; i++) {
                double[] y;
                if (node.operation() instanceof Convolve c) {
                    y = convolve(node, c, x[i], in);
                } else if (node.operation() instanceof Rectify) {
                    y = x[i].clone();
                    for (int v = 0; v < y.length; v++) {
                        y[v] = Math.max(0, y[v]);
                    }
                } else if (node.operation() instanceof Pool p) {
                    y = pool(x[i], in, p.window(), node.shape());
                } else if (node.operation() instanceof PoolGlobally) {
                    y = new double[in.channels()];
                    for (int v = 0; v < x[i].length; v++) {
                        y[v % in.channels()] += x[i][v] / (in.height() * in.width());
                    }
                } else if (node.operation() instanceof Connect c) {
                    y = multiply(node, x[i], c.units());
                } else if (node.operation() instanceof Drop d) {
                    y = x[i].clone();
                    SplittableRandom own = drops ? perImage.split() : null;
                    for (int v = 0; v < y.length && drops; v++) {
                        y[v] *= own.nextDouble() < d.rate() ? 0 : 1 / (1 - d.rate());
                    }
                } else if (node.operation() instanceof Add) {
                    int shortcut = node.inputs().get(1);
                    double[] s = shortcut == Node.IMAGE ? image[i] : computed[shortcut][i];
                    y = x[i].clone();
                    for (int v = 0; v < y.length; v++) {
                        y[v] += s[v];
                    }
                } else if (node.operation() instanceof Subsample s) {
                    y = subsample(x[i], in, s.stride(), node.shape());
                } else if (node.operation() instanceof Upsample u) {
                    y = upsample(x[i], in, u, node.shape());
                } else {
                    throw new AssertionError(node);
                }
                computed[node.index()][i] = y;
            }
        }
        return computed[computed.length - 1];
    }

    private double parameter(Node node, Kind kind, int index) {
        return parameters[node.parameters(kind).offset() + index];
    }

    private double[][] normalise(Node node, double[][] x, int channels, boolean training) {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        int count = x.length * x[0].length / channels;
        double[] scale = new double[channels];
        double[] shift = new double[channels];
        for (int c = 0; c < channels; c++) {
            for (double[] image : x) {
                for (int v = c; v < image.length; v += channels) {
                    mean[c] += image[v] / count;
                }
            }
            for (double[] image : x) {
                for (int v = c; v < image.length; v += channels) {
                    variance[c] += (image[v] - mean[c]) * (image[v] - mean[c]) / count;
                }
            }
            scale[c] = parameter(node, Kind.SCALES, c);
            shift[c] = parameter(node, Kind.SHIFTS, c);
            if (!training) {
                mean[c] = parameter(node, Kind.MEANS, c);
                variance[c] = parameter(node, Kind.VARIANCES, c);
            }
        }
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int v = 0; v < x[i].length; v++) {
                int c = v % channels;
                y[i][v] = (x[i][v] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * scale[c] + shift[c];
            }
        }
        return y;
    }

    private double[] convolve(Node node, Convolve c, double[] x, TensorShape in) {
        TensorShape out = node.shape();
        double[] y = new double[out.values()];
        int weights = node.parameters(Kind.WEIGHTS).offset();
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int filter = 0; filter < c.filters(); filter++) {
                    double sum = c.biased() ? parameter(node, Kind.BIASES, filter) : 0;
                    for (int ky = 0; ky < c.kernelHeight(); ky++) {
                        for (int kx = 0; kx < c.kernelWidth(); kx++) {
                            int sy = row * c.stride() + ky - (c.kernelHeight() - 1) / 2;
                            int sx = column * c.stride() + kx - (c.kernelWidth() - 1) / 2;
                            if (sy < 0 || sx < 0 || sy >= in.height() || sx >= in.width()) {
                                continue;
                            }
                            for (int channel = 0; channel < in.channels(); channel++) {
                                int w = ((ky * c.kernelWidth() + kx) * in.channels() + channel) * c.filters() + filter;
                                sum += x[(sy * in.width() + sx) * in.channels() + channel]
                                        * parameters[weights + w];
                            }
                        }
                    }
                    y[(row * out.width() + column) * c.filters() + filter] = sum;
                }
            }
        }
        return y;
    }

    private static double[] pool(double[] x, TensorShape in, Pooling p, TensorShape out) {
        double[] y = new double[out.values()];
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int channel = 0; channel < in.channels(); channel++) {
                    double max = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    int count = 0;
                    for (int dy = 0; dy < p.height(); dy++) {
                        for (int dx = 0; dx < p.width(); dx++) {
                            int sy = row * p.strideY() + dy - p.padY();
                            int sx = column * p.strideX() + dx - p.padX();
                            if (sy < 0 || sx < 0 || sy >= in.height() || sx >= in.width()) {
                                continue;
                            }
                            double value = x[(sy * in.width() + sx) * in.channels() + channel];
                            max = Math.max(max, value);
                            sum += value;
                            count++;
                        }
                    }
                    y[(row * out.width() + column) * in.channels() + channel] =
                            p.kind() == Pooling.Kind.MAXIMUM ? max : sum / count;
                }
            }
        }
        return y;
    }

    private static double[] subsample(double[] x, TensorShape in, int stride, TensorShape out) {
        double[] y = new double[out.values()];
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int channel = 0; channel < in.channels(); channel++) {
                    y[(row * out.width() + column) * out.channels() + channel] =
                            x[(row * stride * in.width() + column * stride) * in.channels() + channel];
                }
            }
        }
        return y;
    }

    private static double[] upsample(double[] x, TensorShape in, Upsample u, TensorShape out) {
        double[] y = new double[out.values()];
        for (int v = 0; v < y.length; v++) {
            int row = v / out.channels() / out.width();
            int column = v / out.channels() % out.width();
            y[v] = x[(row / u.height() * in.width() + column / u.width()) * in.channels() + v % in.channels()];
        }
        return y;
    }

    private double[] multiply(Node node, double[] x, int units) {
        double[] y = new double[units];
        int weights = node.parameters(Kind.WEIGHTS).offset();
        for (int unit = 0; unit < units; unit++) {
            y[unit] = parameter(node, Kind.BIASES, unit);
            for (int i = 0; i < x.length; i++) {
                y[unit] += x[i] * parameters[weights + i * units + unit];
            }
        }
        return y;
    }
}
