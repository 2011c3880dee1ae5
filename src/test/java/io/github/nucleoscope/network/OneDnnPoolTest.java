package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.dnnl.memory;
import org.junit.jupiter.api.Test;

class OneDnnPoolTest {

    private static long take(OneDnnPool pool, int values) {
        return OneDnnPool.address(pool.take(OneDnnProgram.perChannel(values)));
    }

    @Test
    void memoryGoesToTheSmallestMapsThatFit() {
        assumeTrue(OneDnn.isAvailable());
        try (OneDnnPool pool = new OneDnnPool()) {
            memory first = pool.take(OneDnnProgram.perChannel(1000));
            memory second = pool.take(OneDnnProgram.perChannel(2000));
            memory third = pool.take(OneDnnProgram.perChannel(500));
            pool.release(second);
            pool.release(first);
            assertEquals(OneDnnPool.address(first), take(pool, 700));
            assertEquals(OneDnnPool.address(second), take(pool, 700));
            // What is in use stays so.
            assertNotEquals(OneDnnPool.address(third), take(pool, 400));
        }
    }

    /** What is too small for the next graph is freed, but not what earlier steps of the same graph write to. */
    @Test
    void aNextGraphGetsAllMemory() {
        assumeTrue(OneDnn.isAvailable());
        try (OneDnnPool pool = new OneDnnPool()) {
            take(pool, 1000);
            long large = take(pool, 4000);
            pool.releaseAll();
            memory first = pool.take(OneDnnProgram.perChannel(3000));
            assertEquals(large, OneDnnPool.address(first));
            pool.release(first);
            long larger = take(pool, 5000);
            assertNotEquals(large, larger);
            assertEquals(large, take(pool, 4000));
            pool.releaseAll();
            assertEquals(larger, take(pool, 4500));
            assertEquals(large, take(pool, 900));
        }
    }
}
