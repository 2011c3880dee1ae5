package io.github.nucleoscope.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.synthetic.Layout.Placed;
import net.imglib2.img.array.ArrayImgs;

/**
 * Draws sections of tissue stained with haematoxylin and eosin: epithelial cells and mitoses in nests, lymphocytes and
 * eosinophils in the stroma between them. One pixel is {@value #MICRONS_PER_PIXEL} µm, as at 40x.
 *
 * <p>Where the cells lie, and their haematoxylin, depend on how many small cells there are, but not on which of them
 * are lymphocytes and which eosinophils. So in haematoxylin the two classes have the same distribution of everything.
 *
 * <p>Equal settings and seeds give equal sections, bit for bit, on every machine, as in {@link FieldGenerator}.
 */
public final class TissueGenerator {

    /** Width and height of a pixel. */
    public static final double MICRONS_PER_PIXEL = 0.25;

    /** Number of pixels between nuclei of epithelium and mitoses that do not touch. */
    private static final int NEST_GAP = 8;
    /** Number of pixels from a small nucleus to all others; its cytoplasm has room there. */
    private static final int SMALL_GAP = 14;

    private TissueGenerator() {}

    /**
     * Draws one section.
     *
     * @param seed any number; the same seed gives the same section
     * @throws InputException if the cells do not fit into the field
     */
    public static TissueSection generate(TissueSettings settings, long seed) {
        Random seeds = new Random(seed);
        Random layoutRandom = new Random(seeds.nextLong());
        Random classRandom = new Random(seeds.nextLong());
        Random stainRandom = new Random(seeds.nextLong());
        int width = settings.width();
        int height = settings.height();
        TissueGround ground = new TissueGround(width, height, new Random(seeds.nextLong()));
        List<TissueCell> cells = cells(settings, classRandom);
        Layout layout = place(cells, settings, ground, layoutRandom);
        StainPainter painter = new StainPainter(width, height, ground);
        for (int i = 0; i < cells.size(); i++) {
            painter.paintBody(cells.get(i), layout.nuclei().get(i));
        }
        List<DrawnNucleus> nuclei = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            NucleusPixels pixels = NucleusPixels.of(layout.nuclei().get(i), i + 1, layout.labels(), width);
            painter.paintNucleus(cells.get(i), layout.nuclei().get(i), pixels.inside(), stainRandom);
            nuclei.add(new DrawnNucleus(i + 1, cells.get(i).className(), pixels.centreX(), pixels.centreY(),
                    pixels.area()));
        }
        return new TissueSection(ArrayImgs.doubles(painter.haematoxylin(), width, height),
                ArrayImgs.doubles(painter.eosin(), width, height), ArrayImgs.ints(layout.labels(), width, height),
                nuclei);
    }

    /** Returns the class of each cell: first those of the nests, then the small ones in random order. */
    private static List<TissueCell> cells(TissueSettings settings, Random random) {
        List<TissueCell> small = new ArrayList<>();
        small.addAll(Collections.nCopies(settings.count(TissueCell.LYMPHOCYTE), TissueCell.LYMPHOCYTE));
        small.addAll(Collections.nCopies(settings.count(TissueCell.EOSINOPHIL), TissueCell.EOSINOPHIL));
        Collections.shuffle(small, random);
        List<TissueCell> cells = new ArrayList<>();
        cells.addAll(Collections.nCopies(settings.count(TissueCell.EPITHELIAL), TissueCell.EPITHELIAL));
        cells.addAll(Collections.nCopies(settings.count(TissueCell.MITOTIC), TissueCell.MITOTIC));
        cells.addAll(small);
        return cells;
    }

    private static Layout place(List<TissueCell> cells, TissueSettings settings, TissueGround ground, Random random) {
        Layout layout = new Layout(settings.width(), settings.height());
        for (TissueCell cell : cells) {
            NucleusShape shape = NucleusShape.draw(cell.form(), random);
            boolean inNest = cell == TissueCell.EPITHELIAL || cell == TissueCell.MITOTIC;
            int gap = inNest ? NEST_GAP : SMALL_GAP;
            Predicate<Placed> allowed = placed -> ground.epithelium(placed.centreX(), placed.centreY()) > 0.5 == inNest;
            boolean attach = cell == TissueCell.EPITHELIAL && !layout.nuclei().isEmpty()
                    && random.nextDouble() < settings.touchingFraction();
            if (!(attach && layout.attach(shape, gap, random)) && !layout.placeFreely(shape, gap, allowed, random)) {
                throw Layout.noRoom(cells.size(), settings.width(), settings.height());
            }
        }
        return layout;
    }
}
