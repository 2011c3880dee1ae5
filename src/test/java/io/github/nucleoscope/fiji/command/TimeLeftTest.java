package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private long seconds;

    private final TimeLeft timeLeft = new TimeLeft(() -> seconds * 1_000_000_000L);

    private String after(long seconds, long done, long all) {
        this.seconds = seconds;
        return timeLeft.after(done, all);
    }

    @Test
    void workGoesOnAsFastAsItBegan() {
        assertEquals("", after(100, 0, 10));
        assertEquals("", after(100, 1, 10), "too early to say");
        assertEquals(", 8 s left", after(102, 2, 10), "2 s for 2, so 8 s for 8");
        assertEquals(", 4 s left", after(108, 7, 10), "8 s for 7: 3.43 s for 3, rounded up");
        assertEquals("", after(110, 10, 10), "all is done");
    }

    @Test
    void longTimesAreInMinutesAndHours() {
        after(0, 0, 1000);
        assertEquals(", 58 s left", after(1, 17, 1000), "983 / 17 = 57.8 s");
        assertEquals(", 5 min left", after(5, 18, 1000), "5 * 982 / 18 = 272.8 s");
        assertEquals(", 14 h 21 min left", after(1000, 19, 1000), "1000 * 981 / 19 = 51631.6 s = 860.5 min");
    }

    @Test
    void otherWorkBeginsAnew() {
        after(0, 0, 10);
        assertEquals(", 5 s left", after(5, 5, 10));
        assertEquals("", after(6, 0, 20));
        assertEquals(", 38 s left", after(8, 1, 20), "2 s for 1, so 38 s for 19");
        assertEquals("", after(100, 0, 20), "the same work once more");
        assertEquals(", 9 s left", after(101, 2, 20));
    }
}
