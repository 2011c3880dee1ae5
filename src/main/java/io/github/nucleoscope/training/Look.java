package io.github.nucleoscope.training;

import java.util.SplittableRandom;

/**
 * How a crop looks, at random: uneven light, haze from out of focus, another exposure and gamma, noise. A network that
 * meets each image in many looks goes by the contrast of nuclei with what is around them, and finds them in images of
 * kinds that it has not learned from.
 */
final class Look {

    static final String DESCRIPTION = "shade of up to 0.6, haze of up to 0.6, gamma up to 1.65, gain up to 1.2, offset"
            + " up to 0.03, noise up to 0.04 of the brightness";

    private static final double SHADE = 0.6;
    private static final double HAZE = 0.6;
    private static final double GAMMA = 0.5;
    private static final double GAIN = 0.2;
    private static final double OFFSET = 0.03;
    private static final double NOISE = 0.04;

    private final SplittableRandom random;
    private final SmoothField shade;
    private final SmoothField haze;
    private final float brightest;
    private final float gamma;
    private final float gain;
    private final float offset;
    private final float noise;

    /** @param crop side of the crop in pixels */
    Look(SplittableRandom random, int crop) {
        this.random = random;
        // Half of the crops have none.
        shade = new SmoothField(random, crop, Math.max(0, either(random, SHADE)));
        double most = Math.max(0, either(random, HAZE));
        haze = new SmoothField(random, crop, most);
        brightest = (float) (1 + most);
        gamma = (float) Math.exp(either(random, GAMMA));
        gain = (float) Math.exp(either(random, GAIN));
        offset = (float) either(random, OFFSET);
        noise = (float) (random.nextDouble() * NOISE);
    }

    /**
     * A pixel; call it once for each, as the noise goes on from call to call.
     *
     * @param value its brightness, 0 to 1 and somewhat beyond; below 0 counts as 0
     */
    float of(float value, int x, int y) {
        float lit = (Math.max(0, value) * (1 - shade.at(x, y)) + haze.at(x, y)) / brightest;
        return gain * (float) Math.pow(lit, gamma) + offset + noise * (float) random.nextGaussian();
    }

    /** Uniform in ±most. */
    static double either(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }
}
