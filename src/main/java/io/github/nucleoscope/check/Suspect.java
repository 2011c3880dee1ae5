package io.github.nucleoscope.check;

/**
 * A crop that a finding concerns.
 *
 * @param crop index of the crop, see {@link CheckResult#crop}
 * @param detail what was found in this crop, in a few words
 */
public record Suspect(int crop, String detail) {}
