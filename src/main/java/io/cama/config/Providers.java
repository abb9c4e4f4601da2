package io.cama.config;

import io.cama.config.source.Setting;
import io.cama.config.text.Nearest;
import io.cama.config.value.BaseUrl;
import io.cama.config.value.KeyReference;
import io.cama.model.Finding;
import io.cama.model.Provider;
import io.cama.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts providers together from the settings below {@code cama.provider.<name>}, reading keys when asked. */
final class Providers {
    private static final String PREFIX = "cama.provider.";
    private static final int SHORTEST_KEY = 10;
    private static final int DEFAULT_RPM = 60;
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
                settings.find(prefix + "dialect").map(Setting::value).orElse("openai"),
                secret(name).map(text -> asSecret(name, text)).orElse(null),
                settings.find(prefix + "rpm").isPresent()
                        ? settings.number(prefix + "rpm")
                        : BaseUrl.isLocal(url) ? 0 : DEFAULT_RPM,
                settings.find(prefix + "timeout").isPresent() ? settings.duration(prefix + "timeout") : DEFAULT_TIMEOUT,
                headers(prefix + "headers."));
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
            boolean referred =
                    KeyReference.parse(setting.value(), settings.home()).isPresent();
            Optional<String> value = referred ? read(setting) : Optional.of(setting.value());
            value.filter(text -> !text.isEmpty())
                    .ifPresent(text -> headers.put(setting.key().substring(prefix.length()), text));
        }
        return headers;
    }
}
