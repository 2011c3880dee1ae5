package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.plugin.CompositeConverter;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTest {

    @TempDir
    private Path folder;

    /** Two slices of each channel. */
    private static ImagePlus labelled(String... labels) {
        ImagePlus image = IJ.createHyperStack("cells.tif", 4, 3, labels.length, 2, 1, 8);
        for (int c = 1; c <= labels.length; c++) {
            for (int z = 1; z <= 2; z++) {
                image.getStack().setSliceLabel(labels[c - 1], image.getStackIndex(c, z, 1));
            }
        }
        return image;
    }

    /** What Bio-Formats opens a file as: positions and the image's name in the labels, OME-XML in the description. */
    private static ImagePlus byBioFormats(String xml) {
        ImagePlus image = labelled("c:1/2; z:1/2 - cells.czi #1", "c:2/2; z:1/2 - cells.czi #1");
        FileInfo info = new FileInfo();
        info.description = xml;
        image.setFileInfo(info);
        return image;
    }

    private static String problem(ImagePlus image, String channel) {
        return assertThrows(InputException.class, () -> new Channel(channel).in(image)).getMessage();
    }

    @Test
    void labelsOfTheFirstPlanesAreNamesInAFileToo() throws IOException {
        Path file = folder.resolve("cells.tif");
        ImageFiles.saveTiff(labelled("DAPI", "anti-pH3 488"), file);
        for (ImagePlus image : List.of(labelled("DAPI", "anti-pH3 488"), ImageFiles.read(file))) {
            assertEquals(List.of("DAPI", "anti-pH3 488"), ChannelNames.of(image));
            assertEquals(1, new Channel("dapi").in(image));
            assertEquals(2, new Channel(" anti-pH3 488 ").in(image));
        }
    }

    @Test
    void imageJNamesThePrimariesOfAColourImage() {
        ImagePlus colours = IJ.createImage("colours", "RGB black", 4, 3, 1);
        ImagePlus composite = CompositeConverter.makeComposite(colours);
        assertEquals(List.of("Red", "Green", "Blue"), ChannelNames.of(composite));
        assertEquals(3, new Channel("blue").in(composite));
    }

    @Test
    void labelsWithPositionsAreNamesWhereTheyDiffer() {
        assertEquals(List.of("DAPI", "GFP"), ChannelNames.of(labelled("c:1/2; z:1/2 - DAPI", "c:2/2; z:1/2 - GFP")));
        assertEquals(List.of(), ChannelNames.of(labelled("cells.czi #1", "cells.czi #1")));
        assertEquals(List.of(), ChannelNames.of(labelled(null, null)));
        assertEquals(List.of("DAPI", "2"), ChannelNames.of(labelled("DAPI\nexposure 3", null)));
    }

    @Test
    void namesInOmeXmlAreFound() {
        String channels = "<Channel ID=\"Channel:0:0\" Name=\"DAPI\" SamplesPerPixel=\"1\"><LightPath/></Channel>"
                + "<Channel Name='Q &amp; A' ID='Channel:0:1'/>";
        ImagePlus image = byBioFormats("<OME><Image Name=\"x\"><Pixels SizeC=\"2\">" + channels
                + "</Pixels></Image><Image><Pixels SizeC=\"1\"><Channel Name=\"label\"/></Pixels></Image></OME>");
        assertEquals(List.of("DAPI", "Q & A"), ChannelNames.of(image));
        assertEquals(2, new Channel("q & a").in(image));

        // Two images of one file, with the channels the other way round: which of both is open is not known.
        assertEquals(List.of(), ChannelNames.of(byBioFormats(
                "<Pixels><Channel Name=\"A\"/><Channel Name=\"B\"/></Pixels>"
                + "<Pixels><Channel Name=\"B\"/><Channel Name=\"A\"/></Pixels>")));
        assertEquals(List.of(), ChannelNames.of(byBioFormats("<Pixels><Channel/><Channel ID=\"1\"/></Pixels>")));
        assertEquals(List.of(), ChannelNames.of(byBioFormats(null)));
    }

    @Test
    void aNumberThatTheImageHasIsTheNumber() {
        ImagePlus image = labelled("2", "488", "405");
        assertEquals(2, new Channel("2").in(image));
        assertEquals(3, new Channel("405").in(image));
    }

    @Test
    void oneLineListsTheNames() {
        ImagePlus image = labelled("DAPI", "GFP", "gfp");
        assertEquals("there is no channel 'DAP' in cells.tif: it has 3, counted from 1: DAPI, GFP, gfp",
                problem(image, "DAP"));
        assertEquals("the channels [2, 3] of cells.tif are all called 'GFP': it has 3, counted from 1: DAPI, GFP, gfp",
                problem(image, "GFP"));
        assertEquals("there is no channel 4 in cells.tif: it has 3, counted from 1: DAPI, GFP, gfp",
                problem(image, "4"));
        assertEquals("there is no channel 'DAPI' in cells.tif: it has 2, counted from 1, without names",
                problem(labelled("", ""), "DAPI"));
        assertEquals("there is no channel 2 in cells.tif: it has 1, counted from 1", problem(labelled("DAPI"), "2"));
    }

    @Test
    void channelsCountFromOneAndHaveAName() {
        assertThrows(InputException.class, () -> Channel.of(0));
        assertThrows(InputException.class, () -> new Channel("-1"));
        assertThrows(InputException.class, () -> new Channel("  "));
    }
}
