package io.cama.config.source;

import io.cama.config.text.Nearest;
import io.cama.config.value.KeyReference;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All sources of settings, merged: what is read later is stronger and replaces what was read before. */
public final class Layers {
    private static final Set<String> NO_KEYS = Set.of("CAMA_HOME", "CAMA_OPTS");

    private final Map<String, Setting> settings = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Path> files = new LinkedHashSet<>();

    private Layers() {}

    /**
     * Reads every source.
     *
     * @param home its {@code config/cama.properties} is read if there
     * @param files further files, which must be there; the last is the strongest
     * @param environment blank variables count as not set
     * @param sets values from the command line by key
     */
    public static Layers read(
            ConfigReference reference,
            Path home,
            List<Path> files,
            Map<String, String> environment,
            Map<String, String> sets) {
        Layers layers = new Layers();
        for (ConfigReference.Entry entry : reference.entries()) {
            layers.put(entry.key(), entry.value(), new Origin(Origin.Kind.PACKAGED, "packaged default", 0));
        }
        Set<Path> paths = new LinkedHashSet<>();
        Path own = home.resolve("config")
                .resolve("cama.properties")
                .toAbsolutePath()
                .normalize();
        layers.files.add(own);
        if (Files.isRegularFile(own)) {
            paths.add(own);
        }
        for (Path file : files) {
            Path path = file.toAbsolutePath().normalize();
            paths.remove(path);
            paths.add(path);
        }
        layers.files.addAll(paths);
        for (Path path : paths) {
            layers.readFile(path, shown(path, home));
        }
        Set<String> unknown = layers.readEnvironment(environment, sets.keySet());
        sets.forEach((key, value) -> layers.put(key, value.strip(), new Origin(Origin.Kind.SET, "--set", 0)));
        unknown.forEach(layers::warnUnlessReferred);
        return layers;
    }

    /** The files that were read, and the one of the home folder whether it is there or not. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /** The strongest value of every key, by key. */
    public Map<String, Setting> settings() {
        return settings;
    }

    /** Files and variables that could not be read or understood. */
    public List<Finding> findings() {
        return findings;
    }

    private static String shown(Path path, Path home) {
        Path base = home.toAbsolutePath().normalize();
        return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    }

    private void put(String key, String value, Origin origin) {
        settings.put(key, new Setting(key, value, origin));
    }

    private void readFile(Path path, String name) {
        try {
            PropertiesFile file = PropertiesFile.parse(name, Files.readString(path, StandardCharsets.UTF_8));
            findings.addAll(file.findings());
            for (PropertiesFile.Line line : file.lines()) {
                put(line.key(), line.value(), new Origin(Origin.Kind.FILE, name, line.number()));
            }
        } catch (CharacterCodingException notUtf8) {
            findings.add(Finding.error(name, 0, "the file is not UTF-8", "save it as UTF-8"));
        } catch (IOException unreadable) {
            String message = Files.exists(path) ? "the file cannot be read" : "there is no such file";
            findings.add(Finding.error(name, 0, message, "check the path given with --config, and the rights"));
        }
    }

    /** Returns the variables that look like ours but stand for no key. */
    private Set<String> readEnvironment(Map<String, String> environment, Set<String> setKeys) {
        Set<String> known = new LinkedHashSet<>(settings.keySet());
        known.addAll(setKeys);
        EnvironmentNames names = new EnvironmentNames(known);
        Set<String> unknown = new LinkedHashSet<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith("CAMA_") && !value.isBlank() && !NO_KEYS.contains(name)) {
                names.key(name)
                        .ifPresentOrElse(
                                key -> put(key, value.strip(), new Origin(Origin.Kind.ENVIRONMENT, name, 0)),
                                () -> unknown.add(name));
            }
        });
        return unknown;
    }

    private void warnUnlessReferred(String variable) {
        boolean referred = settings.values().stream()
                .flatMap(setting -> KeyReference.parse(setting.value(), Path.of("")).stream())
                .anyMatch(new KeyReference.Environment(variable)::equals);
        if (!referred) {
            List<String> known =
                    settings.keySet().stream().map(EnvironmentNames::variable).toList();
            String hint = Nearest.hint(variable, known, "see config/cama.properties");
            findings.add(Finding.warning(variable, 0, "the environment variable stands for no key", hint));
        }
    }
}
