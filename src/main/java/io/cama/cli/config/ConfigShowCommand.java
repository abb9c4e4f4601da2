package io.cama.cli.config;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.source.Setting;
import io.cama.config.value.KeyReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama config show}: every key with the value that won. */
@Command(
        name = "show",
        description = {
            "List the settings, as a start would read them now. Keys of providers are masked.",
            "A KEY that ends in a dot stands for all that begin so."
        })
public final class ConfigShowCommand implements Callable<Integer> {
    private static final String MASK = "****";
    private static final String WRONG = "(wrong)";

    /** Keys of the user's own that say they are secret; nothing else is known of them. */
    private static final Pattern SECRET = Pattern.compile("(?i)password|passphrase|secret|token|credential|api-?key");

    private final Globals globals;

    @Parameters(paramLabel = "KEY", arity = "0..*", description = "Only these, such as cama.runs.parallel.")
    private List<String> keys = List.of();

    @Option(names = "--origin", description = "Say where each was set: file and line, environment, --set or default.")
    private boolean origin;

    public ConfigShowCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Settings settings = globals.workplace().settings();
        List<Map<String, Object>> json = new ArrayList<>();
        for (String key : chosen(settings)) {
            String value = shown(settings, key);
            if (globals.json()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("key", key);
                one.put("value", value);
                one.put("origin", origin(settings, key));
                json.add(one);
            } else {
                globals.print(key + " = " + value + (origin ? "    # " + origin(settings, key) : ""));
            }
        }
        if (globals.json()) {
            globals.print(JsonText.of(json));
        }
        settings.findings().forEach(finding -> globals.say(finding.toString()));
        return Exit.OK;
    }

    private List<String> chosen(Settings settings) {
        List<String> all = settings.keys();
        List<String> chosen = new ArrayList<>();
        for (String key : keys) {
            List<String> meant = all.stream()
                    .filter(known -> known.equals(key) || (key.endsWith(".") && known.startsWith(key)))
                    .toList();
            if (meant.isEmpty()) {
                throw new Refusal(
                        Exit.NOTHING,
                        "there is no key " + key,
                        "see " + globals.command("config show") + "; a KEY that ends in a dot stands for all below it");
            }
            chosen.addAll(meant);
        }
        return keys.isEmpty() ? all : chosen;
    }

    /** Where a key is looked for may be seen; what it is may not. */
    private static String shown(Settings settings, String key) {
        try {
            String value = settings.text(key);
            boolean secret = Setting.isSecret(key)
                    || (!key.startsWith("cama.") && SECRET.matcher(key).find());
            boolean reference = value.startsWith("{{")
                    || KeyReference.parse(value, Path.of("")).isPresent();
            return secret && !value.isEmpty() && !reference ? MASK : value;
        } catch (ConfigException broken) {
            return WRONG;
        }
    }

    private static String origin(Settings settings, String key) {
        try {
            return settings.origin(key).toString();
        } catch (ConfigException broken) {
            return WRONG;
        }
    }
}
