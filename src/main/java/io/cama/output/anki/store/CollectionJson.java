package io.cama.output.anki.store;

import io.cama.output.value.ContentDigest;
import io.cama.output.value.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The JSON texts in the one row that describes a collection. */
final class CollectionJson {
    private static final long SAFE_ID = (1L << 48) - 1;

    private CollectionJson() {}

    /** General settings; the importer wants them to be there. */
    static String conf(long nextNew, NoteType first) {
        Map<String, Object> conf = new LinkedHashMap<>();
        conf.put("activeDecks", List.of(1));
        conf.put("curDeck", 1);
        conf.put("curModel", Long.toString(first.id()));
        conf.put("nextPos", nextNew);
        conf.put("newSpread", 0);
        conf.put("collapseTime", 1200);
        conf.put("timeLim", 0);
        conf.put("estTimes", true);
        conf.put("dueCounts", true);
        conf.put("sortType", "noteFld");
        conf.put("sortBackwards", false);
        conf.put("addToCur", true);
        return Json.write(conf);
    }

    /** The study options with the id 1, which every deck refers to. */
    static String studyOptions() {
        Map<String, Object> fresh = new LinkedHashMap<>();
        fresh.put("bury", false);
        fresh.put("delays", List.of(1.0, 10.0));
        fresh.put("initialFactor", 2500);
        fresh.put("ints", List.of(1, 4, 0));
        fresh.put("order", 1);
        fresh.put("perDay", 20);
        Map<String, Object> lapse = new LinkedHashMap<>();
        lapse.put("delays", List.of(10.0));
        lapse.put("leechAction", 1);
        lapse.put("leechFails", 8);
        lapse.put("minInt", 1);
        lapse.put("mult", 0.0);
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("bury", false);
        review.put("ease4", 1.3);
        review.put("hardFactor", 1.2);
        review.put("ivlFct", 1.0);
        review.put("maxIvl", 36500);
        review.put("perDay", 200);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("id", 1);
        options.put("name", "Default");
        options.put("mod", 0);
        options.put("usn", 0);
        options.put("maxTaken", 60);
        options.put("autoplay", true);
        options.put("timer", 0);
        options.put("replayq", true);
        options.put("new", fresh);
        options.put("lapse", lapse);
        options.put("rev", review);
        options.put("dyn", false);
        return Json.write(Map.of("1", options));
    }

    /** All decks, the one every collection has included. */
    static String decks(SortedMap<String, Long> decks, long mod) {
        Map<String, Object> all = new LinkedHashMap<>();
        decks.forEach((name, id) -> all.put(id.toString(), deck(name, id, mod)));
        return Json.write(all);
    }

    private static Map<String, Object> deck(String name, long id, long mod) {
        Map<String, Object> deck = new LinkedHashMap<>();
        deck.put("id", id);
        deck.put("name", name);
        deck.put("mod", mod);
        deck.put("usn", -1);
        deck.put("collapsed", false);
        deck.put("browserCollapsed", false);
        deck.put("newToday", List.of(0, 0));
        deck.put("revToday", List.of(0, 0));
        deck.put("lrnToday", List.of(0, 0));
        deck.put("timeToday", List.of(0, 0));
        deck.put("dyn", 0);
        deck.put("conf", 1);
        deck.put("desc", "");
        deck.put("extendNew", 0);
        deck.put("extendRev", 0);
        return deck;
    }

    /** All note types with the second each last changed in. */
    static String noteTypes(Map<NoteType, Long> types) {
        Map<String, Object> all = new LinkedHashMap<>();
        types.forEach((type, mod) -> all.put(Long.toString(type.id()), noteType(type, mod)));
        return Json.write(all);
    }

    private static Map<String, Object> noteType(NoteType type, long mod) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", type.id());
        model.put("name", type.name());
        model.put("type", 0);
        model.put("mod", mod);
        model.put("usn", -1);
        model.put("sortf", 0);
        model.put("did", null);
        List<Object> templates = new ArrayList<>();
        for (NoteType.Template template : type.templates()) {
            templates.add(template(type, template, templates.size()));
        }
        model.put("tmpls", templates);
        List<Object> fields = new ArrayList<>();
        for (String field : type.fields()) {
            fields.add(field(type, field, fields.size()));
        }
        model.put("flds", fields);
        model.put("css", type.css());
        model.put("req", required(type));
        return model;
    }

    private static Map<String, Object> template(NoteType type, NoteType.Template template, int ord) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", template.name());
        json.put("ord", ord);
        json.put("id", fixedId(type, "template", template.name()));
        json.put("qfmt", template.front().source());
        json.put("afmt", template.back().source());
        json.put("bqfmt", "");
        json.put("bafmt", "");
        json.put("did", null);
        return json;
    }

    private static Map<String, Object> field(NoteType type, String name, int ord) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("ord", ord);
        json.put("id", fixedId(type, "field", name));
        json.put("sticky", false);
        json.put("rtl", false);
        json.put("font", "Arial");
        json.put("size", 20);
        return json;
    }

    /** For each template, which fields its front needs: all of them, any of them, or none could help. */
    static List<Object> required(NoteType type) {
        List<Object> all = new ArrayList<>();
        for (NoteType.Template template : type.templates()) {
            List<Integer> indispensable = new ArrayList<>();
            List<Integer> sufficient = new ArrayList<>();
            for (int i = 0; i < type.fields().size(); i++) {
                Set<String> others = new HashSet<>(type.fields());
                others.remove(type.fields().get(i));
                if (!template.front().shows(others)) {
                    indispensable.add(i);
                }
                if (template.front().shows(Set.of(type.fields().get(i)))) {
                    sufficient.add(i);
                }
            }
            boolean possible = template.front().shows(new HashSet<>(type.fields()));
            boolean any = possible && indispensable.isEmpty();
            List<Integer> needed = any ? sufficient : indispensable;
            all.add(List.of(all.size(), possible ? any ? "any" : "all" : "none", possible ? needed : List.of()));
        }
        return all;
    }

    private static long fixedId(NoteType type, String kind, String name) {
        return ByteBuffer.wrap(ContentDigest.ofText(type.id() + "\n" + kind + "\n" + name))
                        .getLong()
                & SAFE_ID;
    }
}
