package io.cama.ops.embed;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.flow.Parts;
import io.cama.llm.Dialect;
import io.cama.llm.Dialects;
import io.cama.llm.price.Prices;
import io.cama.model.Finding;
import io.cama.ops.Books;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** What is taken from the context that Cama is embedded in. */
final class Setup {
    private Setup() {}

    /**
     * The settings among the context's properties, over those of the environment and the home folder.
     *
     * @param sets stronger than all others
     * @param environment usually {@link System#getenv()}
     * @throws IllegalStateException if the context has started
     * @throws ConfigException if one is wrong
     */
    static Settings settings(
            CamelContext context, Path home, Map<String, String> sets, Map<String, String> environment) {
        if (context.isStarting() || context.isStarted()) {
            throw new IllegalStateException(
                    "Cama must be embedded before the Camel context starts; it is " + context.getStatus());
        }
        Map<String, String> all = new TreeMap<>();
        // By entries: Camel's ordered properties have nothing in forEach.
        for (Map.Entry<Object, Object> entry : context.getPropertiesComponent()
                .loadProperties(key -> key.startsWith("cama."))
                .entrySet()) {
            all.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
        all.entrySet().removeIf(entry -> entry.getValue().equals(environment.get(variable(entry.getKey()))));
        all.putAll(sets);
        Settings settings = Settings.load(home, List.of(), environment, all);
        refuseErrors(settings.findings());
        return settings;
    }

    /**
     * The variable of a key. Quarkus lists variables among the properties with a dot for each underscore, though some
     * stand for a dash; left to the environment they get their right keys.
     */
    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Makes sure that no finding is an error. */
    static void refuseErrors(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> {
                    throw new ConfigException(finding);
                });
    }

    /** What the flow stands on; dialects that are beans of the application count. */
    static Parts parts(CamelContext context, Settings settings, Books books) {
        return new Parts(
                books.home(),
                books.ledger(),
                books.recalls(),
                books.experience(),
                Prices.read(settings.home()),
                new Dialects(context.getRegistry().findByType(Dialect.class)),
                run -> true,
                0,
                true,
                false,
                Clock.systemUTC());
    }
}
