package io.cama.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Set<String> ROOTS =
            Set.of("pom.xml", "src", "routes", "config", "samples", "README.md", "cama", "LICENSE");

    @Test
    void theRootHoldsOnlyTheNamedRooms() throws Exception {
        Set<String> roots = tracked().stream()
                .map(file -> file.contains("/") ? file.substring(0, file.indexOf('/')) : file)
                .filter(name -> !name.startsWith("."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(roots).isSubsetOf(ROOTS);
    }

    @Test
    void noJavaFileIsLongerThanTwoHundredLines() throws IOException {
        List<String> longer = java("src/main/java")
                .filter(file -> lines(file).size() > 200)
                .map(file -> file + ": " + lines(file).size())
                .toList();

        assertThat(longer).isEmpty();
    }

    @Test
    void everyPackageBesideTheNounsHasAtMostEightFiles() throws IOException {
        List<String> full = java("src/main/java")
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> !entry.getKey().endsWith("model"))
                .filter(entry -> entry.getValue() > 8)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();

        assertThat(full).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = java("src/main/java")
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void theReadmeFitsOnTwoScreens() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(90);
    }

    private static List<String> tracked() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of(".git")), "no git checkout: a source archive");
        Process git = new ProcessBuilder("git", "ls-files").start();
        String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return out.lines().toList();
    }

    private static Stream<Path> java(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
