package io.github.nucleoscope.check;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.TrainingSet;

/**
 * The result of a check.
 *
 * @param set the training set that was checked
 * @param crops the measurements, by the crops' index
 * @param heldOut the measurements of the second set, whose indices follow those of the first; empty if there is none
 * @param findings the worst first
 * @param cues how well trivial cues predict the class; empty if there were too few crops
 * @param networks out-of-fold predictions, by increasing share of the training crops; empty if none was trained
 * @param curve the learning curve; empty if no network was trained
 * @param notes what was not checked, and why; one or two sentences each
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

    /** Returns a crop of either set by its index. */
    public CropFacts crop(int index) {
        int first = set.dataset().size();
        return index < first ? crops.get(index) : heldOut.get(index - first);
    }

    /** Returns the findings of one kind. */
    public List<Finding> findings(String kind) {
        return findings.stream().filter(finding -> finding.kind().equals(kind)).toList();
    }

    /** Returns the number of findings of a severity. */
    public long count(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
}
