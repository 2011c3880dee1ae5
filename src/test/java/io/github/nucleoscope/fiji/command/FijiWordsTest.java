package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.Correction;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;

class FijiWordsTest {

    @Test
    void eachRemedyHasWordsOfItsOwnAndNoneIsAnOptionOfTheCommandLine() {
        Set<String> words = EnumSet.allOf(Correction.class).stream().map(FijiWords::of).collect(Collectors.toSet());
        assertEquals(Correction.values().length, words.size());
        words.forEach(word -> assertFalse(word.contains("--"), word));
    }

    /** What the dialogs say: a label that changes must change here too. */
    @Test
    void theWordsAreTheLabelsOfTheDialogs() {
        Set<String> labels = new HashSet<>();
        new CommandInfo(TrainClassifier.class).inputs().forEach(input -> labels.add(String.valueOf(input.getLabel())));
        assertTrue(labels.contains(FijiWords.of(Correction.STAIN)), labels.toString());
        assertTrue(labels.contains(FijiWords.of(Correction.WHOLE_IMAGES)), labels.toString());
        assertTrue(FijiWords.of(Correction.DARK_NUCLEI).startsWith("Nuclei are: ") && labels.contains("Nuclei are"),
                labels.toString());
        assertTrue(FijiWords.of(Correction.SEGMENTATION_MODEL).endsWith("for Your own network")
                && labels.stream().anyMatch(label -> label.startsWith("Your own network")),
                labels.toString());
    }
}
