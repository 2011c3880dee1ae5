/**
 * Convolutional networks: notation, architectures, layers, weights and gradients, and the engines that compute them.
 *
 * <p>May import: ND4J, JavaCPP, oneDNN.
 */
package io.github.nucleoscope.network;
