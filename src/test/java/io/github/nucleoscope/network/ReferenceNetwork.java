package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.MaxPooling;
import java.util.List;
import java.util.SplittableRandom;

/** The brute-force twin of the network: plain loops in double precision, one image at a time. */
final class ReferenceNetwork {

    private final Network network;

    ReferenceNetwork(Network network) {
        this.network = network;
    }

    /** Mean loss of a mini-batch with the given parameters; dropout as in training, or none where the seed is null. */
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

    double[][] logits(double[] parameters, float[] images, int batch, Long dropoutSeed) {
        int values = network.input().values();
        double[][] x = new double[batch][values];
        for (int i = 0; i < batch; i++) {
            for (int v = 0; v < values; v++) {
                x[i][v] = (images[i * values + v] - network.standardisation().mean())
                        / network.standardisation().deviation();
            }
        }
        SplittableRandom random = dropoutSeed == null ? null : new SplittableRandom(dropoutSeed);
        List<Layer> layers = network.architecture().layers();
        TensorShape shape = network.input();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            TensorShape out = layer.outputOf(shape);
            for (int i = 0; i < batch; i++) {
                if (layer instanceof Convolution c) {
                    x[i] = relu(convolve(x[i], shape, c, parameters, offset(l)));
                } else if (layer instanceof MaxPooling p) {
                    x[i] = pool(x[i], shape, p);
                } else if (layer instanceof FullyConnected f) {
                    x[i] = relu(multiply(x[i], f.units(), parameters, offset(l)));
                } else if (layer instanceof Layer.Output o) {
                    x[i] = multiply(x[i], o.units(), parameters, offset(l));
                } else if (layer instanceof Dropout d && random != null) {
                    for (int v = 0; v < x[i].length; v++) {
                        x[i][v] *= random.nextDouble() < d.rate() ? 0 : 1 / (1 - d.rate());
                    }
                }
            }
            shape = out;
        }
        return x;
    }

    private int offset(int layer) {
        return network.blocks().stream().filter(b -> b.layer() == layer).findFirst().orElseThrow().offset();
    }

    private static double[] convolve(double[] x, TensorShape in, Convolution c, double[] parameters, int offset) {
        double[] y = new double[in.height() * in.width() * c.filters()];
        int biases = offset + c.kernelHeight() * c.kernelWidth() * in.channels() * c.filters();
        for (int row = 0; row < in.height(); row++) {
            for (int column = 0; column < in.width(); column++) {
                for (int filter = 0; filter < c.filters(); filter++) {
                    double sum = parameters[biases + filter];
                    for (int ky = 0; ky < c.kernelHeight(); ky++) {
                        for (int kx = 0; kx < c.kernelWidth(); kx++) {
                            int sy = row + ky - (c.kernelHeight() - 1) / 2;
                            int sx = column + kx - (c.kernelWidth() - 1) / 2;
                            if (sy < 0 || sx < 0 || sy >= in.height() || sx >= in.width()) {
                                continue;
                            }
                            for (int channel = 0; channel < in.channels(); channel++) {
                                int w = ((ky * c.kernelWidth() + kx) * in.channels() + channel) * c.filters() + filter;
                                sum += x[(sy * in.width() + sx) * in.channels() + channel] * parameters[offset + w];
                            }
                        }
                    }
                    y[(row * in.width() + column) * c.filters() + filter] = sum;
                }
            }
        }
        return y;
    }

    private static double[] pool(double[] x, TensorShape in, MaxPooling p) {
        TensorShape out = p.outputOf(in);
        double[] y = new double[out.values()];
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int channel = 0; channel < in.channels(); channel++) {
                    double max = Double.NEGATIVE_INFINITY;
                    for (int dy = 0; dy < p.height(); dy++) {
                        for (int dx = 0; dx < p.width(); dx++) {
                            max = Math.max(max, x[((row * p.height() + dy) * in.width() + column * p.width() + dx)
                                    * in.channels() + channel]);
                        }
                    }
                    y[(row * out.width() + column) * in.channels() + channel] = max;
                }
            }
        }
        return y;
    }

    private static double[] multiply(double[] x, int units, double[] parameters, int offset) {
        double[] y = new double[units];
        for (int unit = 0; unit < units; unit++) {
            y[unit] = parameters[offset + x.length * units + unit];
            for (int i = 0; i < x.length; i++) {
                y[unit] += x[i] * parameters[offset + i * units + unit];
            }
        }
        return y;
    }

    private static double[] relu(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        return x;
    }
}
