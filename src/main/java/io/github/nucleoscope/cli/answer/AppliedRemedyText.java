package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.workflow.NetworkDiagnosis.Applied;

/** The result of a full training with the remedy that worked, as lines of text. */
public final class AppliedRemedyText {

    private AppliedRemedyText() {}

    /** @param applied empty if no remedy worked */
    public static List<String> of(Optional<Applied> applied) {
        if (applied.isEmpty()) {
            return List.of("No remedy worked: no model was trained.");
        }
        TrainingResult result = applied.get().result();
        List<String> lines = new ArrayList<>();
        lines.add("Trained " + applied.get().subject().architecture() + ", " + result.history().size()
                + " epochs, best epoch " + result.bestEpoch());
        result.test().ifPresent(test -> lines.add(EvaluationText.of("Test part, which had no influence on training",
                test.evaluation())));
        lines.add("model " + applied.get().model());
        return lines;
    }
}
