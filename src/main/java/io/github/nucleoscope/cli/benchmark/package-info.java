/**
 * Measures how fast networks train and predict on this machine, and compares them with PyTorch.
 *
 * <p>May import: {@code network}, {@code training}, {@code cli}; {@code cli.answer}, commons-math3, Gson.
 */
package io.github.nucleoscope.cli.benchmark;
