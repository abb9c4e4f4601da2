package io.cama.ops.check;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.source.Origin;
import io.cama.flow.again.Failover;
import io.cama.llm.price.Money;
import io.cama.llm.price.Prices;
import io.cama.model.Finding;
import io.cama.pace.breaker.BreakerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong with settings whose values mean something to other parts of the program than the configuration. */
public final class SettingsCheck {
    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    private SettingsCheck(Settings settings) {
        this.settings = settings;
    }

    /** All that is wrong, the user's price list and keys that are there and are none included; a missing key is no fault. */
    public static List<Finding> of(Settings settings) {
        SettingsCheck check = new SettingsCheck(settings);
        check.words();
        settings.providers().forEach(check::key);
        check.findings.addAll(Prices.read(settings.home()).findings());
        return check.findings;
    }

    private void words() {
        reads(
                "cama.failover.on",
                text -> settings.list("cama.failover.on").forEach(this::failover),
                "leave out the word");
        reads("cama.breaker.preset", BreakerSettings::preset, "write one of them");
        for (String key : List.of("cama.budget.run", "cama.budget.day")) {
            reads(key, SettingsCheck::amount, "write an amount such as 5 or $0.50, or nothing for no limit");
        }
    }

    private void failover(String word) {
        try {
            Failover.Cause.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + word + "\" is none of breaker, endpoint and refusal", unknown);
        }
    }

    private static void amount(String text) {
        if (!text.isBlank()) {
            Money.parse(text);
        }
    }

    private void reads(String key, Consumer<String> reader, String hint) {
        try {
            reader.accept(settings.text(key));
        } catch (ConfigException alreadyFound) {
            return;
        } catch (IllegalArgumentException wrong) {
            Origin origin = settings.origin(key);
            findings.add(Finding.error(origin.where(), origin.line(), key + ": " + wrong.getMessage(), hint));
        }
    }

    private void key(String provider) {
        try {
            if (settings.provider(provider).key() != null) {
                settings.keyProblem(provider).ifPresent(findings::add);
            }
        } catch (ConfigException unusable) {
            findings.add(unusable.finding());
        }
    }
}
