package io.cama.config.source;

import io.cama.config.text.ListText;
import io.cama.config.text.Nearest;
import io.cama.config.value.BaseUrl;
import io.cama.config.value.EscalationTarget;
import io.cama.config.value.KeyReference;
import io.cama.config.value.Range;
import io.cama.model.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds every setting against the reference. A secret found where none belongs is never repeated. */
public final class Checks {
    private final ConfigReference reference;
    private final Map<String, Setting> settings;
    private final Path home;
    private final Map<String, Finding> errors = new LinkedHashMap<>();
    private final List<Finding> warnings = new ArrayList<>();

    private Checks(ConfigReference reference, Map<String, Setting> settings, Path home) {
        this.reference = reference;
        this.settings = settings;
        this.home = home;
    }

    /**
     * Checks all settings.
     *
     * @param home where relative paths of key files start
     */
    public static Checks of(ConfigReference reference, Map<String, Setting> settings, Path home) {
        Checks checks = new Checks(reference, settings, home);
        settings.values().forEach(checks::check);
        return checks;
    }

    /** The error of each broken key. */
    public Map<String, Finding> errors() {
        return errors;
    }

    /** The settings, with each number that is out of a clamped range moved into it. */
    public Map<String, Setting> settings() {
        Map<String, Setting> clamped = new TreeMap<>();
        settings.forEach((key, setting) -> {
            String value = reference
                    .entry(key)
                    .map(entry -> entry.range().clamp(setting.value()))
                    .orElse(setting.value());
            clamped.put(key, new Setting(key, value, setting.origin()));
        });
        return clamped;
    }

    /** What was found before, then the errors, then the warnings. */
    public List<Finding> findings(List<Finding> before) {
        List<Finding> all = new ArrayList<>(before);
        all.addAll(errors.values());
        all.addAll(warnings);
        return List.copyOf(all);
    }

    private void check(Setting setting) {
        Optional<ConfigReference.Entry> entry = reference.entry(setting.key());
        if (entry.isEmpty()) {
            checkUnknown(setting);
            return;
        }
        Range range = entry.get().range();
        if (Setting.isSecret(setting.key())) {
            checkSecret(setting);
        }
        range.problem(setting.value()).ifPresent(problem -> fail(setting, problem, "write " + range.text()));
        String clamped = range.clamp(setting.value());
        if (!clamped.equals(setting.value())) {
            warnings.add(setting.warning(
                    "\"" + setting.value() + "\" is outside " + range.text(), clamped + " is used; write that"));
        }
        if (setting.key().equals(EscalationTarget.KEY)) {
            EscalationTarget.problem(setting.value())
                    .ifPresent(problem -> fail(setting, problem, EscalationTarget.FORMS));
        }
        if (setting.key().equals(EscalationTarget.LISTENERS)
                && ListText.parse(setting.value()).stream()
                        .anyMatch(target -> EscalationTarget.isWeb(target)
                                && EscalationTarget.problem(target).isPresent())) {
            fail(setting, "one of the web addresses cannot be told", "write https://…, or http:// to this machine");
        }
        checkProvider(setting);
    }

    private void checkUnknown(Setting setting) {
        Optional<String> near = Nearest.to(setting.key(), reference.keys());
        String hint = near.map(key -> "did you mean " + key + "?").orElse("see config/cama.properties");
        if (setting.key().startsWith("cama.")) {
            fail(setting, "there is no such key", hint);
        } else if (near.isPresent() && setting.key().endsWith(afterFirstDot(near.get()))) {
            warnings.add(setting.warning("the key does not begin with cama.", hint));
        }
    }

    private static String afterFirstDot(String key) {
        return key.substring(key.indexOf('.'));
    }

    private void checkSecret(Setting setting) {
        if (setting.value().isEmpty()) {
            return;
        }
        Optional<KeyReference> secret = KeyReference.parse(setting.value(), home);
        if (secret.isEmpty()) {
            String variable = setting.key().startsWith("cama.provider.")
                    ? EnvironmentNames.variable(setting.provider()) + "_API_KEY"
                    : "API_TOKEN";
            fail(
                    setting,
                    "holds the key itself; only where the key is belongs here",
                    "set " + variable + " to the key, and write {{env:" + variable + "}} here; or file:PATH");
        } else if (secret.get().exposed()) {
            warnings.add(setting.warning("everyone on this machine may read the key file", "chmod 600 the file"));
        }
    }

    private void checkProvider(Setting setting) {
        if (!setting.key().startsWith("cama.provider.")) {
            return;
        }
        String prefix = "cama.provider." + setting.provider() + ".";
        if (setting.value().chars().anyMatch(Character::isISOControl)) {
            fail(setting, "holds a control character, which could end a header and begin another", "remove it");
        }
        Setting url = settings.get(prefix + "url");
        if (url == null) {
            fail(setting, "the provider has no URL", "set " + prefix + "url");
        } else if (Setting.isSecret(setting.key()) && !setting.value().isEmpty() && BaseUrl.exposesKey(url.value())) {
            fail(
                    url,
                    "http to another machine would send the key in the clear",
                    "use https, or leave " + setting.key() + " empty");
        }
    }

    private void fail(Setting setting, String message, String hint) {
        errors.putIfAbsent(setting.key(), setting.error(message, hint));
    }
}
