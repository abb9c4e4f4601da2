package io.cama.output.anki;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.output.anki.store.CardTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the cards of a package as whole HTML pages, as a browser would see them inside Anki. */
public final class AnkiCardRenderer {
    private static final String FIELD_SEPARATOR = "\u001f";

    private final PackageReader reader;

    public AnkiCardRenderer(PackageReader reader) {
        this.reader = reader;
    }

    /** One card: what its note's first field is, which template it is of, and its two pages. */
    public record Card(String word, String template, String front, String back) {}

    /** All cards in the order in which they will be learned. */
    public List<Card> cards() {
        JsonNode models = reader.json("models");
        List<Card> cards = new ArrayList<>();
        for (PackageReader.Cells row : reader.query(
                "SELECT n.mid, n.flds, n.tags, c.ord FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.due, c.ord")) {
            JsonNode model = models.get(row.text("mid"));
            JsonNode template = model.get("tmpls").get((int) row.number("ord"));
            Map<String, String> fields = new LinkedHashMap<>();
            String[] values = row.text("flds").split(FIELD_SEPARATOR, -1);
            for (JsonNode field : model.get("flds")) {
                fields.put(field.get("name").asText(), values[field.get("ord").asInt()]);
            }
            String word = values[0];
            fields.put("Tags", row.text("tags").strip());
            String front = render(template.get("qfmt").asText(), fields);
            fields.put("FrontSide", front);
            String back = render(template.get("afmt").asText(), fields);
            String css = model.get("css").asText();
            cards.add(new Card(word, template.get("name").asText(), page(front, css), page(back, css)));
        }
        return cards;
    }

    /** A side without the page around it. */
    public static String render(String template, Map<String, String> fields) {
        StringBuilder out = new StringBuilder();
        CardTemplate parsed = CardTemplate.parse(template, (line, message) -> {
            throw new IllegalArgumentException("line " + line + ": " + message);
        });
        render(parsed.nodes(), fields, out);
        return out.toString();
    }

    private static void render(List<CardTemplate.Node> nodes, Map<String, String> fields, StringBuilder out) {
        for (CardTemplate.Node node : nodes) {
            if (node instanceof CardTemplate.Text text) {
                out.append(text.text());
            } else if (node instanceof CardTemplate.Place place) {
                String value = fields.getOrDefault(place.field(), "");
                boolean text = place.filters().contains("text");
                boolean type = place.filters().contains("type");
                out.append(type ? "<input class=\"typeans\">" : text ? value.replaceAll("<[^>]*>", "") : value);
            } else if (node instanceof CardTemplate.Section section) {
                boolean filled = !CardTemplate.blank(fields.getOrDefault(section.field(), ""));
                if (filled == section.filled()) {
                    render(section.children(), fields, out);
                }
            }
        }
    }

    private static String page(String side, String css) {
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>" + css
                + "</style></head><body class=\"card\">" + side + "</body></html>\n";
    }
}
