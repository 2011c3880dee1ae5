package io.github.nucleoscope.network;

/**
 * Statistics of the inputs of a ReLU, or of the network's output, over all observed images and positions.
 *
 * @param name name of the layer that the ReLU belongs to, or of the output layer
 * @param rectified whether a ReLU follows; false for the output layer
 * @param channels number of channels or units
 * @param mean mean of all values
 * @param variance variance of all values
 * @param dead fraction of the channels that are never above 0, in [0, 1]: their ReLU passes neither values nor
 *     gradients (Lu et al., "Dying ReLU and initialization", 2020)
 * @param active fraction of all values that are above 0, in [0, 1]
 * @param errorNorm root mean square over the images of the Euclidean norm of the gradient of an image's loss with
 *     respect to its values (the back-propagated gradients of Glorot and Bengio 2010, equation 3). It is computed per
 *     image, because the gradients of different classes would cancel out in the mean of a mini-batch
 */
public record LayerActivity(String name, boolean rectified, int channels, double mean, double variance, double dead,
        double active, double errorNorm) {

    /** Second moment, which determines the variance of the next layer (He et al. 2015, section 2.2). */
    public double meanSquare() {
        return variance + mean * mean;
    }
}
