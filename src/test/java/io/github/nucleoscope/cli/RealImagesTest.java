package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.Cursor;
import net.imglib2.type.logic.BitType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on real images, which are not part of the project: skipped where they are absent. */
class RealImagesTest {

    private static final Path DATA = Path.of("../shared/data");

    /** Mean intensity of the mitosis marker: nuclei without it have 10 to 12, those with it more than 20. */
    private static final double MITOTIC = 20;

    @TempDir
    private Path folder;

    @Test
    void mitoticNucleiAreFoundInTheOtherHalfOfTheField() throws IOException {
        Path field = DATA.resolve("human_mitosis");
        assumeTrue(Files.exists(field), "real images are absent");
        ImageProcessor dna = ImageFiles.read(field.resolve("dna.tif")).getProcessor();
        ImageProcessor marker = ImageFiles.read(field.resolve("ph3.tif")).getProcessor();
        int half = dna.getWidth() / 2;
        for (String side : List.of("left", "right")) {
            ImagePlus image = half(dna, side, half);
            ImageFiles.saveTiff(image, folder.resolve(side + ".tif"));
            Files.write(folder.resolve(side + ".csv"), labelled(image, half(marker, side, half)));
        }
        Ran ran = Ran.nucleoscope("train", folder.resolve("left.csv"), "--size", 32, "--no-normalise", "--validation",
                0, "--test", 0, "--members", 1, "--epochs", 40, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        ran = Ran.nucleoscope("evaluate", folder.resolve("model.nucleoscope.zip"), folder.resolve("right.csv"),
                "--json", folder.resolve("right.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject right = JsonParser.parseString(Files.readString(folder.resolve("right.json"))).getAsJsonObject();
        // Eight mitotic nuclei to learn from, thirteen to find; they are brighter, so brightness is kept.
        double auc = right.getAsJsonObject("auc").get("value").getAsDouble();
        assertTrue(auc > 0.9, right.toString());
    }

    private static ImagePlus half(ImageProcessor whole, String side, int width) {
        whole.setRoi(side.equals("left") ? 0 : width, 0, width, whole.getHeight());
        return new ImagePlus(side + ".tif", whole.crop());
    }

    private static List<String> labelled(ImagePlus dna, ImagePlus marker) {
        SegmentedPlane segmented = new ClassicalFinder(SegmentationSettings.DEFAULT).find(Planes.of(dna, 1).get(0));
        List<Nucleus> marked = NucleusList.of(segmented.labels(), Planes.of(marker, 1).get(0).pixels());
        List<String> rows = new ArrayList<>(List.of("image,x,y,class"));
        for (Nucleus nucleus : marked) {
            long[] point = middle(nucleus);
            rows.add(dna.getTitle() + "," + point[0] + "," + point[1] + ","
                    + (nucleus.mean() > MITOTIC ? "mitotic" : "interphase"));
        }
        return rows;
    }

    /** The pixel of a nucleus that is nearest to its centroid, which may lie outside a bent one. */
    private static long[] middle(Nucleus nucleus) {
        Cursor<BitType> cursor = Views.iterable(nucleus.mask()).localizingCursor();
        long[] nearest = null;
        double least = Double.MAX_VALUE;
        while (cursor.hasNext()) {
            boolean inside = cursor.next().get();
            double distance = Math.hypot(cursor.getLongPosition(0) - nucleus.x(),
                    cursor.getLongPosition(1) - nucleus.y());
            if (inside && distance < least) {
                least = distance;
                nearest = cursor.positionAsLongArray();
            }
        }
        return nearest;
    }

    /** The learning rate is at its highest after five epochs. */
    @Test
    void theLossOfHardRealCropsLeavesChance() throws IOException {
        Path heads = DATA.resolve("mhsma/head/train");
        assumeTrue(Files.exists(heads), "real images are absent");
        Ran ran = Ran.nucleoscope("train", heads, "--normalise", "CHANNEL", "--members", 1, "--epochs", 20, "-o",
                folder);
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("history.csv"));
        double loss = Double.parseDouble(rows.get(20).split(",")[2]);
        assertTrue(loss < 0.68, "ln 2 is 0.693: " + rows);
        assertTrue(ran.err().contains("no source image is known"), ran.err());
    }
}
