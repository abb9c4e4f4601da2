package io.cama.llm.price;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.price.PriceFile.Day;
import io.cama.llm.price.PriceFile.Reading;
import io.cama.llm.price.PriceFile.Skipped;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a price list that was brought into a home folder.
 *
 * @param file that was written
 * @param asOf the day the prices count as known for
 * @param added how many models had no list price before
 * @param changed how many had another
 * @param same how many had the same
 * @param skipped why entries were left out, by their name in the list
 */
public record PriceImport(Path file, LocalDate asOf, int added, int changed, int same, Map<String, String> skipped) {
    /**
     * Adds the prices of a list to {@code config/prices.json}, each in place of the one that was there for its model.
     * The file is written whole or not at all.
     *
     * @param list in the shape of LiteLLM's {@code model_prices_and_context_window.json} or of the answer of
     *     OpenRouter's {@code GET /api/v1/models}
     * @param asOf the day the prices are known for, or null for the day the list was last written
     * @throws IllegalArgumentException if the list, or the file that is there, cannot be used; nothing was written
     */
    public static PriceImport of(Path list, @Nullable LocalDate asOf, Path home) throws IOException {
        LocalDate written = LocalDate.ofInstant(Files.getLastModifiedTime(list).toInstant(), ZoneOffset.UTC);
        Reading reading = read(list, new Day(asOf, written));
        Path file = home.resolve(Prices.HOME_FILE);
        ObjectNode own = Files.exists(file) ? own(file) : PriceFile.JSON.createObjectNode();
        Map<String, Price> before = Prices.read(home).all();
        Map<String, Price> news = reading.prices();
        own.properties().removeIf(entry -> isAmong(news, entry.getKey(), entry.getValue()));
        String from = String.valueOf(list.getFileName());
        new TreeMap<>(news).forEach((model, price) -> own.set(model, PublicShape.write(price, from)));
        write(file, own);
        int added = count(news, (model, price) -> !before.containsKey(model));
        int changed = count(news, (model, price) -> {
            Price old = before.get(model);
            return old != null && !old.asks(price);
        });
        return new PriceImport(
                file,
                asOf == null ? written : asOf,
                added,
                changed,
                news.size() - added - changed,
                reading.skipped().stream()
                        .collect(Collectors.toMap(
                                Skipped::model, Skipped::why, (first, second) -> first, LinkedHashMap::new)));
    }

    private static Reading read(Path list, Day day) throws IOException {
        try {
            Reading reading = PriceFile.read(PriceFile.tree(list), day, Prices.HOME_FILE);
            if (reading.prices().isEmpty()) {
                List<Skipped> skipped = reading.skipped();
                throw new IllegalArgumentException("holds no price that can be used"
                        + (skipped.isEmpty()
                                ? ""
                                : "; its first entry, \"" + skipped.get(0).model() + "\", "
                                        + skipped.get(0).why()));
            }
            return reading;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(list + " " + wrong.getMessage(), wrong);
        }
    }

    private static ObjectNode own(Path file) throws IOException {
        try {
            return PriceFile.tree(file);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    file + " " + broken.getMessage() + "; correct it or delete it first", broken);
        }
    }

    private static boolean isAmong(Map<String, Price> prices, String name, JsonNode entry) {
        try {
            return prices.containsKey(PublicShape.full(name, entry));
        } catch (IllegalArgumentException nameless) {
            return false;
        }
    }

    private static int count(Map<String, Price> prices, java.util.function.BiPredicate<String, Price> matching) {
        return Math.toIntExact(prices.entrySet().stream()
                .filter(entry -> matching.test(entry.getKey(), entry.getValue()))
                .count());
    }

    private static void write(Path file, ObjectNode tree) throws IOException {
        byte[] bytes = PriceFile.JSON
                .writerWithDefaultPrettyPrinter()
                .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .writeValueAsBytes(tree);
        Files.createDirectories(Disk.folder(file));
        Disk.replace(file, bytes);
    }
}
