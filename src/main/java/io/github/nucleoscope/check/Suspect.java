package io.github.nucleoscope.check;

/**
 * A crop that a finding is about.
 *
 * @param crop index of the crop among the facts
 * @param detail what was seen of this crop, in a few words
 */
public record Suspect(int crop, String detail) {}
