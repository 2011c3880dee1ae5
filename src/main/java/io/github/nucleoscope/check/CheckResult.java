package io.github.nucleoscope.check;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.TrainingSet;

/**
 * What a check found.
 *
 * @param set that was checked
 * @param crops what was measured, by the crops' index
 * @param heldOut the same of the second set, with the indices that follow; empty where there is none
 * @param findings the worst first
 * @param cues what trivial cues predict; empty where there were too few crops
 * @param networks out-of-fold answers, by rising share of the training crops; empty where none was trained
 * @param curve the learning curve; empty where no network was trained
 * @param notes what was not looked at, and why; one sentence or two each
 * @param cancelled whether the check was stopped
 */
public record CheckResult(TrainingSet set, List<CropFacts> crops, List<CropFacts> heldOut, List<Finding> findings,
        List<Cue> cues, List<OutOfFold> networks, Optional<DataCurve> curve, List<String> notes, boolean cancelled) {

    public CheckResult {
        crops = List.copyOf(crops);
        heldOut = List.copyOf(heldOut);
        findings = findings.stream().sorted(Finding.BY_WEIGHT).toList();
        cues = List.copyOf(cues);
        networks = List.copyOf(networks);
        notes = List.copyOf(notes);
    }

    /** A crop of either set by its index. */
    public CropFacts crop(int index) {
        int first = set.dataset().size();
        return index < first ? crops.get(index) : heldOut.get(index - first);
    }

    /** The findings of one kind. */
    public List<Finding> findings(String kind) {
        return findings.stream().filter(finding -> finding.kind().equals(kind)).toList();
    }

    /** How many findings are of a severity. */
    public long count(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
}
