package io.github.nucleoscope.comparison;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Ruling;

/**
 * What a diagnosis said of a training that ended at chance's loss. It knew the training and validation parts of its
 * fold alone.
 *
 * @param verdict in one sentence
 * @param advice in one sentence
 * @param seen the causes that were seen, in words
 * @param remedy the one that worked best within the diagnosis's few epochs, in words: the network was trained once more
 *     with it; empty where none worked
 */
public record Treatment(String verdict, String advice, List<String> seen, Optional<String> remedy) {

    public Treatment {
        seen = List.copyOf(seen);
    }

    static Treatment of(Diagnosis diagnosis) {
        return new Treatment(diagnosis.verdict(), diagnosis.advice(), diagnosis.findings().stream()
                .filter(Ruling::isSeen).map(finding -> finding.cause().title()).toList(),
                diagnosis.best().map(best -> best.remedy().title()));
    }
}
