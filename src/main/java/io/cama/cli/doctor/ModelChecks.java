package io.cama.cli.doctor;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Workplace;
import io.cama.config.ConfigException;
import io.cama.config.ModelName;
import io.cama.config.Settings;
import io.cama.llm.Dialects;
import io.cama.llm.price.Money;
import io.cama.llm.price.Price;
import io.cama.llm.price.Prices;
import io.cama.model.Finding;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Windows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the providers and models that prompts use, without calling them. */
final class ModelChecks {
    private final Settings settings;
    private final Prices prices;
    private final LocalDate today;
    private final List<Check> checks = new ArrayList<>();
    private final Map<ModelName, Provider> callable = new LinkedHashMap<>();

    ModelChecks(Workplace place, Prices prices, LocalDate today) {
        this.settings = place.settings();
        this.prices = prices;
        this.today = today;
    }

    List<Check> all(Set<String> models) {
        Map<String, Set<ModelName>> byProvider = new LinkedHashMap<>();
        for (String model : models) {
            try {
                ModelName name = ModelName.parse(model);
                byProvider
                        .computeIfAbsent(name.provider(), none -> new LinkedHashSet<>())
                        .add(name);
            } catch (ConfigException wrong) {
                checks.add(Check.error("model " + model, told(wrong.finding()), hint(wrong.finding()), Exit.CONFIG));
            }
        }
        byProvider.forEach(this::provider);
        models.forEach(this::price);
        return checks;
    }

    /** Those that can be called, as far as can be said without doing it. */
    Map<ModelName, Provider> callable() {
        return callable;
    }

    private void provider(String name, Set<ModelName> models) {
        String title = "provider " + name;
        try {
            Provider provider = settings.provider(name);
            String address = Dialects.of(provider.dialect()).address(provider.url());
            checks.add(Check.ok(title, provider.dialect() + " at " + address + through(provider)));
            checks.add(limits(title + " limits", provider.limits()));
            Optional<Finding> problem = settings.keyProblem(name);
            if (problem.isPresent()) {
                checks.add(Check.error(title + " key", problem.get().message(), hint(problem.get()), Exit.NO_KEY));
                return;
            }
            checks.add(Check.ok(
                    title + " key",
                    provider.key() == null ? "none is needed" : provider.key().fingerprint()));
            models.forEach(model -> callable.put(model, provider));
        } catch (ConfigException wrong) {
            checks.add(Check.error(title, told(wrong.finding()), hint(wrong.finding()), Exit.CONFIG));
        } catch (IllegalArgumentException unusable) {
            checks.add(Check.error(
                    title,
                    String.valueOf(unusable.getMessage()),
                    "correct what it names in the settings of " + title,
                    Exit.CONFIG));
        }
    }

    /** Without user and password, which may stand in a proxy's URL. */
    private String through(Provider provider) {
        return settings.proxies()
                .of(provider.url())
                .map(proxy -> ", through the proxy " + proxy.getHost() + ":" + proxy.getPort())
                .orElse("");
    }

    private static Check limits(String title, Limits limits) {
        List<String> words = new ArrayList<>();
        add(words, limits.requests(), "requests");
        add(words, limits.tokens(), "tokens");
        words.add(limits.minConcurrency() + " to " + limits.maxConcurrency() + " at once");
        return Check.ok(title, String.join(", ", words));
    }

    private static void add(List<String> words, Windows windows, String of) {
        Map<String, Long> spans = new LinkedHashMap<>();
        spans.put("a minute", windows.minute());
        spans.put("an hour", windows.hour());
        spans.put("a day", windows.day());
        spans.forEach((span, most) -> {
            if (most > 0) {
                words.add(most + " " + of + " " + span);
            }
        });
    }

    private void price(String model) {
        String title = "price of " + model;
        Optional<Price> price = prices.of(model);
        if (price.isEmpty()) {
            String hint = "bring it in with cama prices update FILE";
            checks.add(
                    capped()
                            ? Check.error(
                                    title,
                                    "not known, and there is a cap on the cost, so it will not be asked",
                                    hint,
                                    Exit.REFUSED)
                            : Check.warning(title, "not known, so nobody can say what it costs", hint));
            return;
        }
        Optional<Finding> old = prices.stale(model, settings.duration("cama.prices.stale"), today);
        checks.add(old.map(finding -> Check.warning(title, finding.message(), hint(finding)))
                .orElseGet(() -> Check.ok(title, told(price.get()))));
    }

    private boolean capped() {
        return Features.capped(settings, "cama.budget.run") || Features.capped(settings, "cama.budget.day");
    }

    private static String told(Price price) {
        return Money.perMillion(price.rates().input()) + " in, "
                + Money.perMillion(price.rates().output()) + " out for a million tokens"
                + (price.asOf() == null ? "" : ", as of " + price.asOf());
    }

    private static String told(Finding finding) {
        return finding.file() + ": " + finding.message();
    }

    private static String hint(Finding finding) {
        return finding.hint() == null ? "correct it in config/cama.properties" : finding.hint();
    }
}
