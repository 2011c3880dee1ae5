package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an installation into Fiji leaves out is what pom-scijava, which Fiji is made with, manages. */
class FijiJarsTest {

    private static Document xml(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static Set<String> listed(Document pom, String property) {
        return new TreeSet<>(List.of(pom.getElementsByTagName(property).item(0).getTextContent().split(",")));
    }

    /** In Maven's local repository: above {@code net/imagej/ij/VERSION/ij-VERSION.jar}. */
    private static Document parent(Document pom) throws Exception {
        Path jar = Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String version = ((Element) pom.getElementsByTagName("parent").item(0)).getElementsByTagName("version").item(0)
                .getTextContent();
        return xml(jar.resolve("../../../../../org/scijava/pom-scijava").normalize()
                .resolve(version).resolve("pom-scijava-" + version + ".pom"));
    }

    /** Artifact ids for which our pom has no version of its own, so that they have the managed one. */
    @Test
    void whatFijiShipsIsManaged() throws Exception {
        Document pom = xml(Path.of("pom.xml"));
        Set<String> managed = new TreeSet<>();
        NodeList dependencies = ((Element) parent(pom).getElementsByTagName("dependencyManagement").item(0))
                .getElementsByTagName("artifactId");
        for (int i = 0; i < dependencies.getLength(); i++) {
            managed.add(dependencies.item(i).getTextContent());
        }
        assertTrue(managed.size() > 500, managed.size() + " managed artifacts");
        Set<String> unmanaged = listed(pom, "fiji.ships");
        unmanaged.removeAll(managed);
        assertEquals(Set.of(), unmanaged);
        NodeList ours = pom.getElementsByTagName("dependency");
        for (int i = 0; i < ours.getLength(); i++) {
            Element dependency = (Element) ours.item(i);
            String id = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
            assertTrue(!listed(pom, "fiji.ships").contains(id)
                    || dependency.getElementsByTagName("version").getLength() == 0, id + " has a version of its own");
        }
    }

    /** An excluded name must be among our libraries, otherwise the exclusion is obsolete. */
    @Test
    void whatIsLeftOutIsThere() throws Exception {
        Document pom = xml(Path.of("pom.xml"));
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            jars.add(Path.of(entry).getFileName().toString());
        }
        for (String property : List.of("fiji.ships", "fiji.unused", "nd4j.renamed")) {
            for (String id : listed(pom, property)) {
                assertTrue(jars.stream().anyMatch(jar -> jar.matches(id + "-[0-9].*\\.jar")), id);
            }
        }
    }
}
