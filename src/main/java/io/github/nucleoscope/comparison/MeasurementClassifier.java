package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.measurement.Measurements;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Preparation;
import weka.classifiers.Classifier;
import weka.classifiers.functions.Logistic;
import weka.classifiers.trees.RandomForest;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/**
 * The statistical baseline: one of Weka's classifiers on the measurements of the crops, except the orientation, which
 * only says how the nucleus lies on the slide. It sees the same crops as the networks.
 */
final class MeasurementClassifier implements TestPart.Fixed<double[]> {

    private static final double RIDGE = 1;

    private final Preparation preparation;
    private final Classifier classifier;
    private final Instances header;

    private MeasurementClassifier(Preparation preparation, Classifier classifier, Instances header) {
        this.preparation = preparation;
        this.classifier = classifier;
        this.header = header;
    }

    /**
     * Trains a classifier.
     *
     * @param train crops of every class
     * @param balanced whether crops are weighted so that all classes have the same total weight, as when networks are
     *     trained with class balance
     */
    static MeasurementClassifier train(Baseline kind, Dataset train, Preparation preparation, boolean balanced,
            long seed) {
        WekaHome.prepare();
        ArrayList<Attribute> attributes = new ArrayList<>();
        measure(train.crops().get(0).crop(), preparation).keySet()
                .forEach(name -> attributes.add(new Attribute(name)));
        attributes.add(new Attribute("class", train.classNames()));
        Instances instances = new Instances("crops", attributes, train.size());
        instances.setClassIndex(attributes.size() - 1);
        int[] counts = train.countPerClass();
        for (LabelledCrop labelled : train.crops()) {
            Instance instance = instance(measure(labelled.crop(), preparation), instances);
            instance.setClassValue(labelled.classIndex());
            instance.setWeight(balanced ? (double) train.size() / (counts.length * counts[labelled.classIndex()]) : 1);
            instances.add(instance);
        }
        Classifier classifier = classifier(kind, seed);
        try {
            classifier.buildClassifier(instances);
        } catch (Exception e) {
            throw new IllegalStateException("Weka's " + kind.title() + " cannot be trained on these crops", e);
        }
        return new MeasurementClassifier(preparation, classifier, new Instances(instances, 0));
    }

    private static Classifier classifier(Baseline kind, long seed) {
        if (kind == Baseline.RANDOM_FOREST) {
            RandomForest forest = new RandomForest();
            forest.setSeed((int) seed);
            return forest;
        }
        Logistic logistic = new Logistic();
        logistic.setRidge(RIDGE);
        return logistic;
    }

    private static Map<String, Double> measure(Crop crop, Preparation preparation) {
        Map<String, Double> values = new LinkedHashMap<>(Measurements.of(crop, preparation).byName());
        values.remove("orientation");
        return values;
    }

    /** Undefined measurements are NaN, which Weka treats as missing. */
    private static Instance instance(Map<String, Double> measurements, Instances header) {
        double[] values = new double[header.numAttributes()];
        int i = 0;
        for (double value : measurements.values()) {
            values[i++] = value;
        }
        Instance instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return instance;
    }

    @Override
    public List<double[]> answers(List<Crop> crops) {
        List<double[]> answers = new ArrayList<>();
        for (Crop crop : crops) {
            try {
                answers.add(classifier.distributionForInstance(instance(measure(crop, preparation), header)));
            } catch (Exception e) {
                throw new IllegalStateException("Weka cannot classify a crop", e);
            }
        }
        return answers;
    }
}
