package io.cama.config;

import io.cama.config.source.Checks;
import io.cama.config.source.ConfigReference;
import io.cama.config.source.Layers;
import io.cama.config.source.Origin;
import io.cama.config.source.Setting;
import io.cama.config.text.DurationText;
import io.cama.config.text.ListText;
import io.cama.config.text.Nearest;
import io.cama.config.text.NumberText;
import io.cama.config.text.Placeholders;
import io.cama.config.text.SizeText;
import io.cama.config.value.Proxies;
import io.cama.model.Finding;
import io.cama.model.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every setting with its origin. Read once, never changes; safe for use by many threads. */
public final class Settings {
    private final Path home;
    private final Map<String, Setting> settings;
    private final Map<String, String> environment;
    private final Map<String, Finding> broken;
    private final List<Finding> findings;
    private final List<Path> files;
    private final Supplier<Settings> again;

    private Settings(
            Path home, Layers layers, Map<String, String> environment, Checks checks, Supplier<Settings> again) {
        this.again = again;
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.broken = Map.copyOf(checks.errors());
        this.findings = checks.findings(layers.findings());
        this.settings = checks.settings();
        this.files = layers.files();
    }

    /**
     * Reads and checks all settings. What is wrong is in {@link #findings()}; nothing is thrown for it.
     *
     * @param home folder that relative paths start at; its {@code config/cama.properties} is read if there
     * @param files further files, the last the strongest
     * @param environment usually {@link System#getenv()}
     * @param sets values from the command line, stronger than all others
     */
    public static Settings load(
            Path home, List<Path> files, Map<String, String> environment, Map<String, String> sets) {
        ConfigReference reference = ConfigReference.packaged();
        Path base = home.toAbsolutePath().normalize();
        Layers layers = Layers.read(reference, base, files, environment, sets);
        Checks checks = Checks.of(reference, layers.settings(), base);
        return new Settings(base, layers, environment, checks, () -> load(base, files, environment, sets));
    }

    /** The same sources, read anew. */
    public Settings again() {
        return again.get();
    }

    /** The files that these were read from, and {@code config/cama.properties} whether it is there or not. */
    public List<Path> files() {
        return files;
    }

    /** The folder relative paths start at, absolute. */
    public Path home() {
        return home;
    }

    /**
     * The value of a key as text; empty where it is set to nothing.
     *
     * @throws ConfigException if the key is unknown or its value is broken
     */
    public String text(String key) {
        return setting(key).value();
    }

    /** The value of a key as a whole number; fails as {@link #text} does, and if it is none. */
    public int number(String key) {
        return read(key, NumberText::parse);
    }

    /** The value of a key as a duration; fails as {@link #text} does, and if it is none. */
    public Duration duration(String key) {
        return read(key, DurationText::parse);
    }

    /** The value of a key as a size in bytes; fails as {@link #text} does, and if it is none. */
    public long bytes(String key) {
        return read(key, SizeText::parse);
    }

    /** The parts between commas, without blanks and empty ones. */
    public List<String> list(String key) {
        return ListText.parse(text(key));
    }

    /** Where the value of a key was set. */
    public Origin origin(String key) {
        return setting(key).origin();
    }

    /** Every key with its value, for the placeholders of routes; keys and other secrets are left out. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        settings.forEach((key, setting) -> all.put(key, setting.value()));
        all.keySet().removeIf(Setting::isSecret);
        return all;
    }

    /** Every key there is, sorted. */
    public List<String> keys() {
        return settings.keySet().stream().sorted().toList();
    }

    /** All that is wrong or doubtful, errors of sources first. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Fills {@code {{key}}}, {@code {{key:default}}} and {@code {{env:NAME}}} in a text.
     *
     * @throws IllegalArgumentException if one has neither a value nor a default
     */
    public String resolve(String text) {
        Map<String, String> all = all();
        return new Placeholders(key -> Optional.ofNullable(all.get(key)), environment).fill(text);
    }

    /** The names of all providers, sorted. */
    public List<String> providers() {
        return new Providers(this, environment).names();
    }

    /**
     * A provider as configured, with its key if there is one by now.
     *
     * @throws ConfigException if there is no such provider, or one of its settings is broken
     */
    public Provider provider(String name) {
        return new Providers(this, environment).provider(name);
    }

    /** Why no call can be made to a provider for want of a key, or empty when it can. */
    public Optional<Finding> keyProblem(String provider) {
        return new Providers(this, environment).keyProblem(provider);
    }

    /** Which proxy an endpoint is called through. */
    public Proxies proxies() {
        return new Proxies(text("cama.http.proxy"), list("cama.http.no-proxy"), environment);
    }

    /** The setting of a key, or empty where none is set. Broken ones fail. */
    Optional<Setting> find(String key) {
        Finding problem = broken.get(key);
        if (problem != null) {
            throw new ConfigException(problem);
        }
        return Optional.ofNullable(settings.get(key));
    }

    /** All settings whose key begins with {@code prefix}. Broken ones fail. */
    List<Setting> below(String prefix) {
        return settings.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .flatMap(key -> find(key).stream())
                .toList();
    }

    private <T> T read(String key, Function<String, T> reader) {
        Setting setting = setting(key);
        try {
            return reader.apply(setting.value());
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigException(setting.error(String.valueOf(unreadable.getMessage()), null));
        }
    }

    private Setting setting(String key) {
        return find(key)
                .orElseThrow(() -> new ConfigException(Finding.error(
                        key,
                        0,
                        "there is no such key",
                        Nearest.hint(key, settings.keySet(), "see config/cama.properties"))));
    }
}
