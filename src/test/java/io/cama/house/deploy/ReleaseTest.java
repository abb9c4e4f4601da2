package io.cama.house.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a release is made of, without making one. */
class ReleaseTest {
    private static final Path DESCRIPTOR = Path.of("src/deploy/release/release.xml");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");

    private Element assembly;
    private Element profile;

    @BeforeEach
    void read() throws Exception {
        assembly = document(DESCRIPTOR).getDocumentElement();
        profile = elements(document(Path.of("pom.xml")).getDocumentElement(), "profile").stream()
                .filter(each -> value(each, "id").equals("release"))
                .findFirst()
                .orElseThrow();
    }

    private static Document document(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String value(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    @Test
    void everythingItTakesIsThereOrMadeByTheBuild() {
        assertThat(elements(assembly, "source"))
                .map(source -> source.getTextContent().strip())
                .filteredOn(source -> !source.startsWith("${project.build.directory}/"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Path.of(source)).isRegularFile());
        assertThat(elements(assembly, "directory"))
                .map(directory -> directory.getTextContent().strip())
                .filteredOn(directory -> !directory.startsWith("${project.build.directory}/"))
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(Path.of(directory)).isDirectory());
    }

    @Test
    void theFoldersAreThoseThatPeopleAreTold() {
        assertThat(elements(assembly, "outputDirectory"))
                .map(directory -> directory.getTextContent().strip())
                .contains("bin", "lib", "routes", "config", "samples", "src/docs", "src/deploy", "licenses");
        assertThat(elements(assembly, "source"))
                .map(source -> source.getTextContent().strip())
                .contains("README.md", "LICENSE", "src/deploy/release/NOTICE", "src/deploy/release/vex.json");
        assertThat(elements(assembly, "format")).map(Element::getTextContent).containsExactly("tar.gz", "zip");
        assertThat(value(assembly, "baseDirectory")).isEqualTo("cama-${project.version}");
    }

    @Test
    void theLauncherFindsItsProgramAndMayBeExecuted() {
        Element jar = file("${project.build.directory}/cama-release.jar");
        assertThat(value(jar, "outputDirectory") + "/" + value(jar, "destName")).isEqualTo("lib/cama.jar");
        for (String script : List.of("cama", "src/deploy/cama-probe")) {
            assertThat(value(file(script), "outputDirectory")).isEqualTo("bin");
            assertThat(value(file(script), "fileMode")).isEqualTo("0755");
            assertThat(Path.of(script)).isExecutable();
        }
        assertThat(value(profile, "classifier")).isEqualTo("release");
    }

    private Element file(String source) {
        return elements(assembly, "file").stream()
                .filter(file -> value(file, "source").equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheReadmeLeadsToIsInIt() throws Exception {
        List<String> folders = elements(assembly, "directory").stream()
                .map(directory -> directory.getTextContent().strip())
                .toList();

        assertThat(LINK.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(folders).anyMatch(folder -> Path.of(link).startsWith(folder)));
    }

    @Test
    void theBuildIsPinnedAndKnowsNoTimeOfDay() throws Exception {
        assertThat(elements(profile, "plugin")).hasSizeGreaterThan(3).allSatisfy(plugin -> {
            String name = value(plugin, "artifactId");
            boolean pinned = !value(plugin, "version").isEmpty()
                    || List.of("maven-jar-plugin", "maven-dependency-plugin").contains(name);
            assertThat(pinned).as(name).isTrue();
        });
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<project.build.outputTimestamp>\\d{4}-\\d\\d-\\d\\dT");
        assertThat(value(profile, "includeBomSerialNumber")).isEqualTo("false");
    }
}
