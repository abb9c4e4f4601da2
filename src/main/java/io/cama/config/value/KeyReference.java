package io.cama.config.value;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a secret is: an environment variable or a file. The secret itself is read only when it is needed. */
public sealed interface KeyReference {
    /** What a reference looks like, for messages. */
    String FORMS = "{{env:NAME}} or file:PATH";

    /** The secret, stripped; empty when there is none, with {@link #hint()} saying how to give one. */
    Optional<String> read(Map<String, String> environment) throws IOException;

    /** How to give the secret, in one line. */
    String hint();

    /** Whether any user of this machine may read the secret. */
    boolean exposed();

    /**
     * A secret in an environment variable.
     *
     * @param variable its name
     */
    record Environment(String variable) implements KeyReference {
        @Override
        public Optional<String> read(Map<String, String> environment) {
            return Optional.ofNullable(environment.get(variable))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public String hint() {
            return "set " + variable + ", such as: export " + variable + "=…";
        }

        @Override
        public boolean exposed() {
            return false;
        }
    }

    /**
     * A secret in a file of its own.
     *
     * @param path the file, absolute
     */
    record InFile(Path path) implements KeyReference {
        private static final long LONGEST = 64 * 1024;

        /** @throws IOException if the file is there but unreadable or longer than any key */
        @Override
        public Optional<String> read(Map<String, String> environment) throws IOException {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            if (Files.size(path) > LONGEST) {
                throw new IOException(path + " is longer than any key");
            }
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).strip();
            return Optional.of(text).filter(some -> !some.isEmpty());
        }

        @Override
        public String hint() {
            return "put the key, and nothing else, into " + path;
        }

        @Override
        public boolean exposed() {
            try {
                return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
            } catch (IOException | UnsupportedOperationException unknown) {
                return false;
            }
        }
    }

    /**
     * Reads a reference.
     *
     * @param home where a relative path starts
     * @return empty when the text is no reference, so perhaps a secret itself
     */
    static Optional<KeyReference> parse(String text, Path home) {
        Matcher variable = Forms.ENVIRONMENT.matcher(text.strip());
        if (variable.matches()) {
            return Optional.of(new Environment(variable.group(1)));
        }
        Matcher file = Forms.FILE.matcher(text.strip());
        if (!file.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InFile(home.resolve(file.group(1)).normalize()));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /** The two ways to write a reference. */
    final class Forms {
        private static final Pattern ENVIRONMENT = Pattern.compile("\\{\\{\\s*env:([A-Za-z_][A-Za-z0-9_]*)\\s*}}");
        private static final Pattern FILE = Pattern.compile("file:(?://(?=/))?(.+)");

        private Forms() {}
    }
}
