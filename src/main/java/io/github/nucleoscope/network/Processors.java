package io.github.nucleoscope.network;

/** How networks share the processors when several threads compute networks. */
public final class Processors {

    private static final ThreadLocal<Integer> LIMIT = new ThreadLocal<>();

    private Processors() {}

    /**
     * Returns the number of processors that can be divided among threads; 1 if each network uses all processors,
     * whatever thread computes it, so that networks are better computed one after the other.
     */
    public static int divisible() {
        return Engine.fastest().processors();
    }

    /**
     * Limits the processors of networks that the calling thread builds and computes until the result is closed. Results
     * depend on the limit by rounding.
     *
     * @param most largest number of processors, 1 or more
     */
    public static ProcessorShare limit(int most) {
        Integer before = LIMIT.get();
        LIMIT.set(most);
        return () -> LIMIT.set(before);
    }

    /** Returns the name of the engine that computes networks: {@code ONE_DNN} or {@code PORTABLE}. */
    public static String engine() {
        return Engine.fastest().name();
    }

    /** Returns the number of processors that the calling thread may use of so many. */
    static int limited(int all) {
        Integer limit = LIMIT.get();
        return limit == null ? all : Math.min(limit, all);
    }
}
