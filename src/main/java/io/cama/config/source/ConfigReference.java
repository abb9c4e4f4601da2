package io.cama.config.source;

import io.cama.config.value.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code config/cama.properties} says about each key: the one place where keys are defined. */
public final class ConfigReference {
    private static final String PATH = "/cama/config/cama.properties";
    private static final Pattern TAIL = Pattern.compile("Range: (.+?)\\. Takes effect: (.+)\\.");
    private static final Pattern PROVIDER =
            Pattern.compile("cama\\.provider\\.[a-z0-9][a-z0-9-]*\\.([a-z][a-z-]*)(\\.[A-Za-z0-9-]+)?");

    private final Map<String, Entry> entries;

    private ConfigReference(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * What is said about a key.
     *
     * @param value the default, empty for none
     * @param meaning what the key does, in sentences; empty when the file does not say
     * @param range which values it takes
     * @param effect when a new value is used, such as {@code on the next start}; empty when the file does not say
     */
    public record Entry(String key, String value, String meaning, Range range, String effect, int line) {}

    /** The reference that is packed into the jar. */
    public static ConfigReference packaged() {
        try (InputStream in = ConfigReference.class.getResourceAsStream(PATH)) {
            if (in == null) {
                throw new IllegalStateException(PATH + " is not on the class path; build Cama again");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Reads a reference from the text of a properties file. */
    public static ConfigReference parse(String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (PropertiesFile.Line line : PropertiesFile.parse(PATH, text).lines()) {
            entries.put(line.key(), entry(line));
        }
        return new ConfigReference(entries);
    }

    /** All entries in the order of the file. */
    public List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    /** The names of all keys that have a default. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** What is said about a key, or for a provider of the user's own about the like key of a known one. */
    public Optional<Entry> entry(String key) {
        Entry known = entries.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher provider = PROVIDER.matcher(key);
        if (!provider.matches() || provider.group(1).equals("headers") != (provider.group(2) != null)) {
            return Optional.empty();
        }
        String part = "." + provider.group(1);
        return entries.values().stream()
                .filter(entry -> entry.key().startsWith("cama.provider."))
                .filter(entry -> entry.key().endsWith(part) || entry.key().contains(part + "."))
                .findFirst();
    }

    private static Entry entry(PropertiesFile.Line line) {
        String comment = String.join(" ", line.comment());
        Matcher tail = TAIL.matcher(comment);
        return tail.find()
                ? new Entry(
                        line.key(),
                        line.value(),
                        comment.substring(0, tail.start()).strip(),
                        Range.parse(tail.group(1)),
                        tail.group(2),
                        line.number())
                : new Entry(line.key(), line.value(), comment, Range.parse("any text"), "", line.number());
    }
}
