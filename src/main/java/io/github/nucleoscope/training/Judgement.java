package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.problem.InputException;

/**
 * A classifier's predictions for labelled crops, and their evaluation.
 *
 * @param evaluation metrics of the predictions
 * @param answers one prediction per crop, in the dataset's order
 */
public record Judgement(Evaluation evaluation, List<Answer> answers) {

    /**
     * The prediction for one crop.
     *
     * @param crop the crop
     * @param truth index of the true class among the classifier's classes
     * @param prediction predicted class probabilities
     */
    public record Answer(LabelledCrop crop, int truth, Prediction prediction) {

        /** Whether the most probable class is not the true one. */
        public boolean isMistake() {
            return prediction.classIndex() != truth;
        }

        /** The squared differences between the probabilities of all classes and the truth, 0 to 2 (Brier, 1950). */
        public double squaredError() {
            double[] probabilities = prediction.probabilities();
            double sum = 0;
            for (int i = 0; i < probabilities.length; i++) {
                sum += Math.pow(probabilities[i] - (i == truth ? 1 : 0), 2);
            }
            return sum;
        }
    }

    public Judgement {
        answers = List.copyOf(answers);
    }

    /**
     * Classifies crops and evaluates the predictions. Classes are matched by name; the data may lack classes of the
     * model.
     *
     * @throws InputException if the data have a class that the model does not know
     * @throws IllegalArgumentException if there is no crop
     */
    public static Judgement of(NucleusClassifier classifier, Dataset dataset) {
        requireKnown(classifier, dataset);
        return of(classifier, dataset,
                predictions(classifier, dataset.crops().stream().map(LabelledCrop::crop).toList()));
    }

    /**
     * Opens a test part and evaluates a classifier on it.
     *
     * @param classifier the finished classifier, trained and calibrated
     */
    static Judgement of(NucleusClassifier classifier, TestPart test) {
        TestPart.Opened<Prediction> opened = test.open(List.of(crops -> predictions(classifier, crops)));
        return of(classifier, opened.crops(), opened.answers().get(0));
    }

    private static void requireKnown(NucleusClassifier classifier, Dataset dataset) {
        List<String> names = classifier.classNames();
        for (String name : dataset.classNames()) {
            if (!names.contains(name)) {
                throw new InputException("the data have the class \"" + name + "\" but the model knows only "
                        + names + ": rename it");
            }
        }
    }

    private static List<Prediction> predictions(NucleusClassifier classifier, List<Crop> crops) {
        try (CropClassifier cropClassifier = new CropClassifier(classifier)) {
            return cropClassifier.predict(crops);
        }
    }

    private static Judgement of(NucleusClassifier classifier, Dataset dataset, List<Prediction> predictions) {
        List<String> names = classifier.classNames();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            LabelledCrop crop = dataset.crops().get(i);
            answers.add(new Answer(crop, names.indexOf(dataset.classNames().get(crop.classIndex())),
                    predictions.get(i)));
        }
        return of(names, answers);
    }

    /** Evaluates predictions. */
    static Judgement of(List<String> classNames, List<Answer> answers) {
        return new Judgement(Evaluation.of(classNames, answers.stream()
                .map(a -> new Outcome(a.truth(), a.prediction().probabilities(), a.crop().crop().source(),
                        a.crop().crop().sourceKnown()))
                .toList()), answers);
    }

    /** Returns the misclassified crops, by descending confidence. */
    public List<Answer> worstMistakes() {
        return answers.stream().filter(Answer::isMistake)
                .sorted(Comparator.comparingDouble((Answer a) -> -a.prediction().confidence())).toList();
    }
}
