package io.github.nucleoscope.network;

/**
 * What goes into a ReLU, or out of the network, over all images and positions that were looked at.
 *
 * @param name of the layer that the ReLU belongs to, or of the output layer
 * @param rectified whether a ReLU follows: not after the output layer
 * @param channels how many channels or units it has
 * @param mean of all values
 * @param variance of all values
 * @param dead share of the channels that were above 0 for no image at no position, in [0, 1]: their ReLU passes neither
 *     a value nor a gradient (Lu et al., "Dying ReLU and initialization", 2020)
 * @param active share of all values that were above 0, in [0, 1]
 * @param errorNorm what comes back: the Euclidean norm of the gradient of an image's loss by its values, as the root of
 *     the mean square over the images (the back-propagated gradients of Glorot and Bengio 2010, equation 3). It is
 *     taken image by image: in the mean over a mini-batch classes cancel each other
 */
public record LayerActivity(String name, boolean rectified, int channels, double mean, double variance, double dead,
        double active, double errorNorm) {

    /** The second moment: what the variance of the next layer follows from (He et al. 2015, section 2.2). */
    public double meanSquare() {
        return variance + mean * mean;
    }
}
