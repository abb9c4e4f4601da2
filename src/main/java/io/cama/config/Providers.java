package io.cama.config;

import io.cama.config.source.Setting;
import io.cama.config.text.Nearest;
import io.cama.config.value.BaseUrl;
import io.cama.config.value.KeyReference;
import io.cama.model.Abilities;
import io.cama.model.Finding;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import io.cama.model.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts providers together from the settings below {@code cama.provider.<name>}, reading keys when asked. */
final class Providers {
    private static final String PREFIX = "cama.provider.";
    private static final int SHORTEST_KEY = 10;
    private static final int DEFAULT_RPM = 60;
    private static final int DEFAULT_MIN_CONCURRENCY = 1;
    private static final int DEFAULT_MAX_CONCURRENCY = 64;
    private static final int DEFAULT_MAX_OUTPUT_TOKENS = 4096;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final Settings settings;
    private final Map<String, String> environment;

    Providers(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    List<String> names() {
        return settings.all().keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && key.endsWith(".url"))
                .map(key -> key.substring(PREFIX.length(), key.length() - ".url".length()))
                .filter(name -> !name.contains("."))
                .toList();
    }

    Provider provider(String name) {
        String prefix = prefix(name);
        String url = settings.text(prefix + "url");
        return new Provider(
                name,
                BaseUrl.trimmed(url),
                text(prefix + "dialect", "openai"),
                secret(name).map(text -> asSecret(name, text)).orElse(null),
                limits(prefix, url),
                settings.find(prefix + "timeout").isPresent() ? settings.duration(prefix + "timeout") : DEFAULT_TIMEOUT,
                headers(prefix + "headers."),
                secretHeaders(prefix + "headers."),
                abilities(prefix));
    }

    private Limits limits(String prefix, String url) {
        int smallest = number(prefix + "min-concurrency", DEFAULT_MIN_CONCURRENCY);
        return new Limits(
                new Windows(
                        number(prefix + "rpm", BaseUrl.isLocal(url) ? 0 : DEFAULT_RPM),
                        number(prefix + "rph", 0),
                        number(prefix + "rpd", 0)),
                new Windows(number(prefix + "tpm", 0), number(prefix + "tph", 0), number(prefix + "tpd", 0)),
                smallest,
                Math.max(smallest, number(prefix + "max-concurrency", DEFAULT_MAX_CONCURRENCY)));
    }

    private Abilities abilities(String prefix) {
        String field = text(prefix + "token-limit-field", "");
        return new Abilities(
                structured(prefix + "structured"),
                field.isEmpty() ? null : field,
                number(prefix + "max-output-tokens", DEFAULT_MAX_OUTPUT_TOKENS));
    }

    private Abilities.Structured structured(String key) {
        String word = text(key, "schema");
        return Arrays.stream(Abilities.Structured.values())
                .filter(form -> form.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        Finding.error(key, 0, "is \"" + word + "\"", "use schema, tool, object or none")));
    }

    private int number(String key, int otherwise) {
        return settings.find(key).isPresent() ? settings.number(key) : otherwise;
    }

    private String text(String key, String otherwise) {
        return settings.find(key).map(Setting::value).orElse(otherwise);
    }

    Optional<Finding> keyProblem(String name) {
        Optional<Setting> setting = keySetting(name);
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<String> text = secret(name);
            if (text.isEmpty()) {
                return Optional.of(setting.get().error("there is no key", hint(setting.get())));
            }
            asSecret(name, text.get());
            return text.get().length() < SHORTEST_KEY
                    ? Optional.of(setting.get()
                            .error("the key is shorter than 10 characters, so it is no key", hint(setting.get())))
                    : Optional.empty();
        } catch (ConfigException unreadable) {
            return Optional.of(unreadable.finding());
        }
    }

    /** Where a provider's settings stand, once it is known to exist. */
    private String prefix(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            String near = Nearest.to(name, names)
                    .map(other -> "did you mean " + other + "? ")
                    .orElse("");
            throw new ConfigException(Finding.error(
                    "provider \"" + name + "\"",
                    0,
                    "is not known; known are " + String.join(", ", names),
                    near + "set " + PREFIX + name + ".url to add it"));
        }
        return PREFIX + name + ".";
    }

    private Optional<Setting> keySetting(String name) {
        return settings.find(prefix(name) + "key")
                .filter(setting -> !setting.value().isEmpty());
    }

    private Optional<String> secret(String name) {
        return keySetting(name).flatMap(this::read);
    }

    private Optional<String> read(Setting setting) {
        Optional<KeyReference> reference = KeyReference.parse(setting.value(), settings.home());
        try {
            return reference.isPresent() ? reference.get().read(environment) : Optional.empty();
        } catch (IOException unreadable) {
            throw new ConfigException(setting.error("the key file cannot be read", hint(setting)));
        }
    }

    private String hint(Setting setting) {
        return KeyReference.parse(setting.value(), settings.home())
                .map(KeyReference::hint)
                .orElse("write " + KeyReference.FORMS);
    }

    private Secret asSecret(String name, String text) {
        try {
            return new Secret(text);
        } catch (IllegalArgumentException manyLines) {
            Setting setting = keySetting(name).orElseThrow();
            throw new ConfigException(setting.error(String.valueOf(manyLines.getMessage()), hint(setting)));
        }
    }

    private Map<String, String> headers(String prefix) {
        Map<String, String> headers = new TreeMap<>();
        for (Setting setting : settings.below(prefix)) {
            Optional<String> value = refers(setting) ? read(setting) : Optional.of(setting.value());
            value.filter(text -> !text.isEmpty())
                    .ifPresent(text -> headers.put(setting.key().substring(prefix.length()), text));
        }
        return headers;
    }

    private Set<String> secretHeaders(String prefix) {
        return settings.below(prefix).stream()
                .filter(this::refers)
                .map(setting -> setting.key().substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean refers(Setting setting) {
        return KeyReference.parse(setting.value(), settings.home()).isPresent();
    }
}
