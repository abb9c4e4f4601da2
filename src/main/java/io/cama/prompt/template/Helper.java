package io.cama.prompt.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The helpers there are: those of Handlebars and those Dotprompt adds. No other can be reached. */
enum Helper {
    IF("if", true, 1, "{{#if value}}"),
    UNLESS("unless", true, 1, "{{#unless value}}"),
    EACH("each", true, 1, "{{#each list}}"),
    WITH("with", true, 1, "{{#with value}}"),
    IF_EQUALS("ifEquals", true, 2, "{{#ifEquals one two}}"),
    UNLESS_EQUALS("unlessEquals", true, 2, "{{#unlessEquals one two}}"),
    LOOKUP("lookup", false, 2, "{{lookup map key}}"),
    LOG("log", false, 1, "{{log value}}"),
    JSON("json", false, 1, "{{json value}} or {{json value indent=2}}"),
    ROLE("role", false, 1, "{{role \"user\"}}"),
    HISTORY("history", false, 0, "{{history}}"),
    SECTION("section", false, 1, "{{section \"name\"}}"),
    MEDIA("media", false, 0, "{{media url=address contentType=\"image/png\"}}");

    private static final Map<String, Helper> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(helper -> helper.word, helper -> helper));

    private final String word;
    private final boolean block;
    private final int params;
    private final String example;

    Helper(String word, boolean block, int params, String example) {
        this.word = word;
        this.block = block;
        this.params = params;
        this.example = example;
    }

    static Optional<Helper> named(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(helper -> helper.word).toList();
    }

    /** Whether it takes a body. */
    boolean block() {
        return block;
    }

    /** How many unnamed arguments it takes; {@code log} takes more. */
    int params() {
        return params;
    }

    String example() {
        return example;
    }
}
