package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

class EnsembleScheduleTest {

    private static final Map<String, float[]> NOTHING = Map.of();

    private static MemberEpoch after(EnsembleSchedule.Work work) {
        return new MemberEpoch(Map.of("state", new float[] {work.member(), work.epoch()}),
                new EpochSteps.Result(EpochSteps.End.FINISHED, 0, 0, new Tally(2)), List.of());
    }

    /** Whichever of the epochs that are handed out is finished first, each is trained once, on the one before. */
    @Test
    void everyEpochOfEveryMemberIsHandedOutOnce() {
        Random random = new Random(1);
        for (int members = 1; members <= 5; members++) {
            int length = 6;
            EnsembleSchedule schedule = new EnsembleSchedule(length, Collections.nCopies(members, NOTHING), 0);
            List<EnsembleSchedule.Work> atWork = new ArrayList<>();
            int[] finished = new int[members];
            int together = 0;
            for (int step = 0; step < members * length; step++) {
                // As many threads as there may be, but never so many that one would have to wait.
                while (atWork.size() < Math.min(2, members - (int) ahead(finished, together, length))
                        && (atWork.isEmpty() || random.nextBoolean())) {
                    atWork.add(schedule.next().orElseThrow());
                }
                EnsembleSchedule.Work work = atWork.remove(random.nextInt(atWork.size()));
                assertEquals(++finished[work.member()], work.epoch());
                if (work.epoch() > 1) {
                    assertEquals(work.epoch() - 1, work.before().get("state")[1]);
                } else {
                    assertSame(NOTHING, work.before());
                }
                assertTrue(work.epoch() <= together + 3, "epoch " + work.epoch() + " after " + together);
                schedule.finished(work, after(work));
                for (Optional<List<MemberEpoch>> done = schedule.await(0); done.isPresent(); done = schedule.await(0)) {
                    together++;
                    for (int m = 0; m < members; m++) {
                        assertEquals(m, done.get().get(m).state().get("state")[0]);
                        assertEquals(together, done.get().get(m).state().get("state")[1]);
                    }
                }
            }
            assertEquals(length, together);
            assertTrue(schedule.next().isEmpty());
        }
    }

    /** Members that cannot get more work before the others have caught up, or at all. */
    private static long ahead(int[] finished, int together, int length) {
        long count = 0;
        for (int epochs : finished) {
            count += epochs > together + 1 || epochs == length ? 1 : 0;
        }
        return count;
    }

    @Test
    void aFailureIsThrownToWhoWaitsAndNothingMoreIsHandedOut() {
        EnsembleSchedule schedule = new EnsembleSchedule(3, Collections.nCopies(2, NOTHING), 0);
        schedule.next();
        schedule.fail(new IllegalStateException("out of luck"));
        assertTrue(schedule.next().isEmpty());
        assertTrue(schedule.isStopped());
        assertEquals("out of luck", assertThrows(IllegalStateException.class, () -> schedule.await(0)).getMessage());
    }

    @Test
    void aTrainingThatIsResumedGoesOnAfterTheEpochsThatAreDone() {
        EnsembleSchedule schedule = new EnsembleSchedule(5, List.of(Map.of("a", new float[1]), NOTHING), 3);
        EnsembleSchedule.Work work = schedule.next().orElseThrow();
        assertEquals(0, work.member());
        assertEquals(4, work.epoch());
        assertTrue(work.before().containsKey("a"));
    }
}
