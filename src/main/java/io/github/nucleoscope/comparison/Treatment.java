package io.github.nucleoscope.comparison;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Ruling;

/**
 * The diagnosis of a training that ended at the loss of chance. It used only the training and validation parts of the
 * fold.
 *
 * @param verdict the result, see {@link Diagnosis#verdict}
 * @param advice what to do, see {@link Diagnosis#advice}
 * @param seen the titles of the causes that were found
 * @param remedy the title of the remedy that worked best in the diagnosis, with which the network was then trained
 *     again; empty if none worked
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
