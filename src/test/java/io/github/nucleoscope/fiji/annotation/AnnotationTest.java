package io.github.nucleoscope.fiji.annotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

/** Labels, suggestions and undo, without windows. */
class AnnotationTest {

    private static final RoiClasses TWO = new RoiClasses(new TreeMap<>()).withNamed(1, "a").withNamed(2, "b");

    private static Annotation unlabelled(int size) {
        return new Annotation(new int[size], Collections.nCopies(size, Optional.empty()), TWO);
    }

    private static Annotation suggested(double... firstProbabilities) {
        List<Optional<Suggestion>> suggestions = new ArrayList<>();
        for (double p : firstProbabilities) {
            suggestions.add(Optional.of(Suggestion.of(new Prediction(new double[] {p, 1 - p}), p >= 0.5 ? 1 : 2)));
        }
        return new Annotation(new int[firstProbabilities.length], suggestions, TWO);
    }

    private static int[] groups(Annotation annotation) {
        return IntStream.range(0, annotation.size()).map(annotation::group).toArray();
    }

    @Test
    void theCurrentClassIsGivenAndTakenAway() {
        Annotation annotation = unlabelled(3);
        assertEquals(1, annotation.current());
        annotation.beginStep();
        assertTrue(annotation.label(1));
        assertFalse(annotation.label(1), "it has this class already");
        annotation.choose(2);
        annotation.label(2);
        assertArrayEquals(new int[] {0, 1, 2}, groups(annotation));
        assertArrayEquals(new int[] {1, 1, 1}, IntStream.range(0, 3).map(annotation::count).toArray());
        annotation.choose(0);
        annotation.label(1);
        assertArrayEquals(new int[] {0, 0, 2}, groups(annotation));
        assertThrows(IllegalArgumentException.class, () -> annotation.choose(3));
    }

    /** The twin keeps a copy of all classes before each step. */
    @Test
    void undoGoesBackStepByStep() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            Annotation annotation = unlabelled(6);
            Deque<int[]> before = new ArrayDeque<>();
            for (int i = 0; i < 40; i++) {
                if (random.nextInt(3) > 0) {
                    annotation.choose(random.nextInt(3));
                    int[] now = groups(annotation);
                    annotation.beginStep();
                    boolean changed = false;
                    for (int n = random.nextInt(4); n > 0; n--) {
                        changed |= random.nextBoolean() ? annotation.label(random.nextInt(6))
                                : annotation.accept(random.nextInt(6));
                    }
                    if (changed) {
                        before.push(now);
                    }
                } else {
                    assertEquals(before.isEmpty(), annotation.undo().isEmpty());
                    if (!before.isEmpty()) {
                        assertArrayEquals(before.pop(), groups(annotation));
                    }
                }
            }
        }
    }

    /** A drag that passes a nucleus twice with two classes is one step all the same. */
    @Test
    void undoGivesANucleusWhatItHadBeforeTheStep() {
        Annotation annotation = unlabelled(1);
        annotation.beginStep();
        annotation.label(0);
        annotation.choose(2);
        annotation.label(0);
        annotation.undo();
        assertEquals(0, annotation.group(0));
    }

    @Test
    void tabGoesRoundThroughTheNucleiWithoutAClassVisibleOnesFirst() {
        Annotation annotation = new Annotation(new int[] {0, 1, 0, 0, 2},
                Collections.nCopies(5, Optional.empty()), TWO);
        assertEquals(0, annotation.nextUnlabelled(Annotation.NONE, nucleus -> true));
        assertEquals(2, annotation.nextUnlabelled(0, nucleus -> true));
        assertEquals(0, annotation.nextUnlabelled(4, nucleus -> true));
        assertEquals(3, annotation.nextUnlabelled(0, nucleus -> nucleus == 3));
        assertEquals(2, annotation.nextUnlabelled(0, nucleus -> false), "on another slice");
        Annotation done = new Annotation(new int[] {1}, List.of(Optional.empty()), TWO);
        assertEquals(Annotation.NONE, done.nextUnlabelled(Annotation.NONE, nucleus -> true));
    }

    /** Entropy is highest at one half: 0.45, then 0.7, then 0.9. */
    @Test
    void theMostUncertainSuggestionComesFirst() {
        Annotation annotation = suggested(0.9, 0.45, 0.7);
        assertEquals(1, annotation.mostUncertain());
        annotation.select(1);
        assertEquals(2, annotation.mostUncertain(), "pressed again: the next one");
        annotation.beginStep();
        annotation.accept(1);
        annotation.select(1);
        assertEquals(2, annotation.mostUncertain());
        annotation.accept(2);
        annotation.accept(0);
        assertEquals(Annotation.NONE, annotation.mostUncertain());
        assertArrayEquals(new int[] {1, 2, 1}, groups(annotation));
        assertEquals(Math.log(2), Suggestion.of(new Prediction(new double[] {0.5, 0.5}), 1).entropy(), 1e-12);
        assertEquals(0, Suggestion.of(new Prediction(new double[] {1, 0}), 1).entropy(), 0);
    }

    @Test
    void aSuggestionIsNoLabelUntilItIsAccepted() {
        Annotation annotation = suggested(0.9, 0.2);
        assertEquals(0, annotation.group(0));
        assertEquals(1, annotation.suggested(0));
        assertEquals(2, annotation.suggested(1));
        assertEquals(2, annotation.count(0));
        annotation.beginStep();
        annotation.accept(1);
        assertEquals(2, annotation.group(1));
        assertEquals(0, annotation.suggested(1));
        annotation.undo();
        assertEquals(2, annotation.suggested(1), "it is a suggestion again");
    }

    @Test
    void classesHaveNamesOfTheirOwn() {
        Annotation annotation = unlabelled(1);
        assertEquals(3, annotation.addClass());
        assertEquals(3, annotation.current());
        assertEquals("class 3", annotation.classes().byGroup().get(3).name());
        annotation.rename(3, "mitotic");
        annotation.recolour(3, 0x123456);
        assertEquals(new RoiClasses.RoiClass("mitotic", 0x123456), annotation.classes().byGroup().get(3));
        assertTrue(assertThrows(InputException.class, () -> annotation.rename(3, "a")).getMessage()
                .contains("\"a\""));
        assertThrows(InputException.class, () -> annotation.rename(3, " "));
        assertEquals("mitotic", annotation.classes().byGroup().get(3).name());
    }
}
