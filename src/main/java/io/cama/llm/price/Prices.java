package io.cama.llm.price;

import io.cama.llm.price.PriceFile.Day;
import io.cama.llm.price.PriceFile.Reading;
import io.cama.llm.price.PriceFile.Skipped;
import io.cama.model.Finding;
import io.cama.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models cost: the user's {@code config/prices.json} over the packaged list. Read once, never changes; safe for
 * many threads.
 */
public final class Prices {
    /** Where the user's own list lies in the home folder. */
    public static final String HOME_FILE = "config/prices.json";

    private static final String PACKAGED = "prices.json";
    private static final int MAX_KEPT = 1_000;
    private static final Price FREE = Price.free("free of charge");

    private final List<Map<String, Price>> layers;
    private final List<Finding> findings;
    private final Map<String, Optional<Price>> found = new ConcurrentHashMap<>();

    private Prices(List<Map<String, Price>> layers, List<Finding> findings) {
        this.layers = List.copyOf(layers);
        this.findings = List.copyOf(findings);
    }

    /** The packaged list alone. */
    public static Prices packaged() {
        return new Prices(List.of(packagedPrices()), List.of());
    }

    /**
     * The packaged list below the one of a home folder, if there is one. What is wrong with that is in
     * {@link #findings()}; nothing is thrown for it.
     */
    public static Prices read(Path home) {
        Path file = home.resolve(HOME_FILE);
        if (!Files.exists(file)) {
            return packaged();
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Price> own = new TreeMap<>();
        try {
            Reading reading = PublicShape.read(PriceFile.tree(file), Day.OF_FILE, HOME_FILE);
            own.putAll(reading.prices());
            for (Skipped skipped : reading.skipped()) {
                findings.add(Finding.error(
                        file.toString(),
                        0,
                        "\"" + skipped.model() + "\" " + skipped.why(),
                        "correct the entry or take it out"));
            }
        } catch (IllegalArgumentException | IOException unreadable) {
            findings.add(Finding.error(
                    file.toString(),
                    0,
                    String.valueOf(unreadable.getMessage()),
                    "correct it, or delete it and make it again with: cama prices update FILE"));
        }
        return new Prices(List.of(own, packagedPrices()), findings);
    }

    private static Map<String, Price> packagedPrices() {
        try (InputStream in = Prices.class.getResourceAsStream(PACKAGED)) {
            if (in == null) {
                throw new IllegalStateException(PACKAGED + " is not on the class path; build Cama again");
            }
            Reading reading = PublicShape.read(PriceFile.tree(in.readAllBytes()), Day.OF_FILE, "packaged with Cama");
            if (!reading.skipped().isEmpty()) {
                throw new IllegalStateException("the packaged prices are broken: " + reading.skipped());
            }
            return reading.prices();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What is wrong with the user's list: whoever spends money must not go on over an error. */
    public List<Finding> findings() {
        return findings;
    }

    /** Every list price there is, by full name. */
    public NavigableMap<String, Price> all() {
        NavigableMap<String, Price> all = new TreeMap<>();
        layers.forEach(layer -> layer.forEach(all::putIfAbsent));
        return all;
    }

    /**
     * The price of a model.
     *
     * @param model its full name, the provider in front
     * @return empty when nobody knows; a price of nothing for models that are free
     */
    public Optional<Price> of(String model) {
        Optional<Price> known = found.get(model);
        if (known == null) {
            known = find(model);
            if (found.size() < MAX_KEPT) { // names come from replies too
                found.put(model, known);
            }
        }
        return known;
    }

    private Optional<Price> find(String model) {
        List<String> names = ModelNames.of(model);
        for (Map<String, Price> layer : layers) {
            for (String name : names) {
                Price price = layer.get(name);
                if (price != null) {
                    return Optional.of(price);
                }
            }
        }
        return ModelNames.isFree(model) ? Optional.of(FREE) : Optional.empty();
    }

    /**
     * The price of the model that answered, or else of the one that was asked.
     *
     * @param asked full name
     * @param served as the provider calls what answered, without the provider's name in front; null when it did not say
     */
    public Optional<Price> of(String asked, @Nullable String served) {
        if (served == null || served.isBlank() || ModelNames.isFree(asked)) {
            return of(asked);
        }
        String provider = asked.substring(0, asked.indexOf('/') + 1);
        return of(provider + served).or(() -> of(asked));
    }

    /**
     * What a call cost: what the provider says of it, else by the list.
     *
     * @return billionths of a US dollar, rounded up; null when nobody knows
     */
    public @Nullable Long cost(String asked, @Nullable String served, Usage usage) {
        BigDecimal told = usage.cost();
        if (told != null) {
            return Money.billionths(told);
        }
        return of(asked, served).map(price -> price.cost(usage)).orElse(null);
    }

    /** As {@link #cost(String, String, Usage)} of a call whose provider did not say which model answered. */
    public @Nullable Long cost(String model, Usage usage) {
        return cost(model, null, usage);
    }

    /**
     * A warning where the price of a model is old.
     *
     * @param limit the age from which on a price is old
     */
    public Optional<Finding> stale(String model, Duration limit, LocalDate today) {
        return of(model).flatMap(price -> stale(model, price, limit, today));
    }

    private static Optional<Finding> stale(String model, Price price, Duration limit, LocalDate today) {
        LocalDate asOf = price.asOf();
        long days = asOf == null ? 0 : ChronoUnit.DAYS.between(asOf, today);
        return days <= limit.toDays()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "price of " + model,
                        0,
                        "is of " + asOf + ", " + days + " days old (" + price.source() + ")",
                        "compare it with the provider's page; bring newer ones in with: cama prices update FILE"));
    }
}
