package io.github.nucleoscope.table;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Nucleus;

/**
 * One nucleus in the results table, in a CSV file or a window.
 *
 * <p>X and Y are the centroid as ImageJ measures it: the top left pixel extends from 0 to 1, so that its centre is at
 * 0.5, times the pixel size if the image is calibrated. An origin of coordinates that was set in ImageJ is ignored.
 * Area is in squared units of the pixel size, or in pixels. Mean is in grey values as stored; for signed 16-bit images,
 * in their signed values.
 *
 * @param image name of the image
 * @param label of the nucleus in its label image, from 1
 * @param className its class
 * @param confidence probability of that class, in [0, 1]
 * @param probabilities one per class, in the order of the classes, each in [0, 1]
 * @param x of the centroid
 * @param y of the centroid
 * @param z slice, from 1
 * @param t frame, from 1
 * @param area of the nucleus
 * @param mean intensity of the nucleus; NaN if none of its pixels is finite
 * @param model name of the model
 */
public record ResultsRow(String image, int label, String className, double confidence, List<Double> probabilities,
        double x, double y, int z, int t, double area, double mean, String model) {

    public ResultsRow {
        probabilities = List.copyOf(probabilities);
    }

    /** Returns the columns {@code Image, Label, Class, Confidence, P(<class>)…, X, Y, Z, T, Area, Mean, Model}. */
    public static List<String> columns(List<NucleusClass> classes) {
        List<String> columns = new ArrayList<>(List.of("Image", "Label", "Class", "Confidence"));
        for (NucleusClass nucleusClass : classes) {
            columns.add("P(" + nucleusClass.name() + ")");
        }
        columns.addAll(List.of("X", "Y", "Z", "T", "Area", "Mean", "Model"));
        return List.copyOf(columns);
    }

    /**
     * Returns one row per nucleus, in the order of the image's nuclei.
     *
     * @param model name of the model that classified them
     */
    public static List<ResultsRow> of(ClassifiedImage image, String model) {
        return image.nuclei().stream().map(classified -> of(image, classified, model)).toList();
    }

    private static ResultsRow of(ClassifiedImage image, ClassifiedNucleus classified, String model) {
        Nucleus nucleus = classified.nucleus();
        PixelSize pixel = image.pixelSize();
        List<Double> probabilities = new ArrayList<>();
        for (double probability : classified.prediction().probabilities()) {
            probabilities.add(probability);
        }
        return new ResultsRow(image.name(), nucleus.label(),
                image.classes().get(classified.prediction().classIndex()).name(),
                classified.prediction().confidence(), probabilities,
                (nucleus.x() + 0.5) * pixel.width(), (nucleus.y() + 0.5) * pixel.height(), classified.z(),
                classified.t(), nucleus.area() * pixel.width() * pixel.height(), nucleus.mean(), model);
    }

    /** Returns the cells in the order of {@link #columns}: each is a String, an Integer or a Double. */
    public List<Object> values() {
        List<Object> values = new ArrayList<>(List.of(image, label, className, confidence));
        values.addAll(probabilities);
        values.addAll(List.of(x, y, z, t, area, mean, model));
        return List.copyOf(values);
    }
}
