package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class ChannelRequestTest {

    private static final ImagePlus GREY = IJ.createImage("grey", "8-bit", 9, 9, 1);
    private static final ImagePlus GREY_RGB = new ImagePlus("grey RGB", new ColorProcessor(9, 9, new int[81]));

    private static ImagePlus colour() {
        int[] pixels = new int[81];
        pixels[80] = 0x010203;
        return new ImagePlus("colour", new ColorProcessor(9, 9, pixels));
    }

    private static ImagePlus composite(String... names) {
        ImagePlus image = IJ.createHyperStack("composite", 9, 9, names.length, 1, 1, 16);
        for (int i = 0; i < names.length; i++) {
            image.getStack().setSliceLabel(names[i], i + 1);
        }
        return image;
    }

    private static String in(String request, ImagePlus image) {
        return ChannelRequest.of(request).in(image).label();
    }

    @Test
    void byDefaultColourImagesAreInColourAndOthersAreNot() {
        for (String request : List.of("", " AUTO ")) {
            assertEquals("colour", in(request, colour()));
            assertEquals("nuclei", in(request, GREY));
            assertEquals("nuclei", in(request, GREY_RGB));
            assertEquals("nuclei", in(request, composite("DAPI", "pH3")));
        }
    }

    @Test
    void allIsAllThereIs() {
        assertEquals("colour", in("all", colour()));
        assertEquals("nuclei", in("all", GREY));
        assertEquals("DAPI,pH3", in("all", composite("DAPI", "pH3")));
        assertEquals("1,2,3", in("All", IJ.createHyperStack("unnamed", 9, 9, 3, 1, 1, 8)));
    }

    @Test
    void ofAllChannelsThoseWithoutANameOfTheirOwnAreNumbered() {
        assertEquals("DAPI,2,3", in("all", composite("DAPI", "pH3", "PH3")));
        assertEquals("1,2,DAPI", in("all", composite("nuclei", "a,b", "DAPI")));
        assertEquals("1,2,405", in("all", composite("0", "1", "405")));
    }

    @Test
    void listsAreOfNumbersAndNames() {
        ChannelSelection selection = ChannelRequest.of("ph3, 1").in(composite("DAPI", "pH3"));
        assertEquals(2, selection.count());
        assertEquals("ph3,1", selection.label());
        assertEquals(selection, ChannelRequest.of(selection.label()));
    }

    @Test
    void whatAnImageDoesNotHaveIsRefusedByName() {
        assertRefused("there is no channel 'Actin' in composite: it has 2", "DAPI,Actin", composite("DAPI", "pH3"));
        assertRefused("there is no channel 3 in composite", "1,3", composite("DAPI", "pH3"));
        assertRefused("grey RGB is grey, but the crops are to be in colour", "colour", GREY_RGB);
        assertRefused("grey is grey, but the crops are to be in colour", "color", GREY);
    }

    private static void assertRefused(String expected, String request, ImagePlus image) {
        String message = assertThrows(InputException.class, () -> in(request, image)).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
