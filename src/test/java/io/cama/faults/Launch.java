package io.cama.faults;

import io.cama.blackbox.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the program is started.
 *
 * @param before a command that starts it, such as strace with its options; empty for none
 * @param classPath where its classes are; what stands first wins
 * @param java options of Java
 * @param settings beside those every start has
 */
record Launch(List<String> before, String classPath, List<String> java, Map<String, String> settings) {
    /** As a user starts it. */
    static final Launch PLAIN = new Launch(List.of(), System.getProperty("java.class.path"), Program.LIGHT, Map.of());

    private static final Path JOBS = Path.of("src/test/resources/blackbox").toAbsolutePath();

    Launch {
        before = List.copyOf(before);
        java = List.copyOf(java);
        settings = Map.copyOf(settings);
    }

    Launch under(List<String> command) {
        return new Launch(command, classPath, java, settings);
    }

    /** With changed classes in place of the program's. */
    Launch with(Path classes) {
        return new Launch(before, classes + File.pathSeparator + classPath, java, settings);
    }

    Launch java(String option) {
        List<String> more = new ArrayList<>(java);
        more.add(option);
        return new Launch(before, classPath, more, settings);
    }

    Launch set(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new Launch(before, classPath, java, more);
    }

    /**
     * With classes that need not be loaded one by one, which halves a start: the program as a jar, and an archive made
     * by one run of it.
     */
    Launch archived(Path folder) throws Exception {
        Path jar = folder.resolve("program.jar");
        Path archive = folder.resolve("program.jsa");
        Path classes = Path.of("target/classes").toAbsolutePath();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        String jars = Pattern.compile(File.pathSeparator)
                .splitAsStream(classPath)
                .filter(part -> part.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator, jar + File.pathSeparator, ""));
        Launch launch = new Launch(before, jars, java, settings);
        Path home = Files.createDirectory(folder.resolve("archive"));
        Path input = Rig.rows(folder.resolve("archive.csv"), "term", 2);
        launch.java("-XX:ArchiveClassesAtExit=" + archive)
                .start(home, folder.resolve("archive.txt"), List.of("process", input.toString(), "--job", "terms"))
                .waitFor();
        return launch.java("-XX:SharedArchiveFile=" + archive).java("-Xshare:auto");
    }

    /** Starts a command of the program; what it says is appended to a file. */
    Process start(Path home, Path said, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-XX:+PerfDisableSharedMem", "-Dcama.program=" + Path.of("").toAbsolutePath()));
        command.addAll(List.of("-cp", classPath, "io.cama.cli.Cama", "-C", home.toString()));
        command.addAll(arguments);
        command.addAll(List.of("--set", "cama.jobs.dirs=" + JOBS));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .redirectErrorStream(true);
        builder.environment().put("SOURCE_DATE_EPOCH", "1750000000");
        return builder.start();
    }
}
