package io.cama.input.document.format.word;

import io.cama.input.document.archive.Xml;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which styles of a DOCX make a heading, and of which level. */
final class WordStyles {
    static final WordStyles NONE = new WordStyles();

    /** Style sheets inherit from one another; a circle of them ends here. */
    private static final int MOST_PARENTS = 10;

    private static final Pattern NAME = Pattern.compile("heading ([1-9])");

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    private WordStyles() {}

    static WordStyles read(byte[] bytes, int maxDepth) throws IOException, RefusedDocument {
        WordStyles styles = new WordStyles();
        Xml.read(bytes, maxDepth, styles.new Sheet());
        return styles;
    }

    /** The level of a paragraph of this style, 1 for the outermost heading and 0 for no heading. */
    int level(String style) {
        String at = style;
        for (int i = 0; i < MOST_PARENTS && at != null; i++) {
            Integer level = levels.get(at);
            if (level != null) {
                return level;
            }
            at = parents.get(at);
        }
        return 0;
    }

    /** The level that an outline level as written stands for; 9 is body text. */
    static int outline(String value) {
        return value.matches("[0-8]") ? Integer.parseInt(value) + 1 : 0;
    }

    private final class Sheet implements Xml.Handler {
        private String style = "";

        @Override
        public void begin(String name, Xml xml) {
            String value = xml.attributeOrEmpty("val");
            switch (name) {
                case "style" -> style = xml.attributeOrEmpty("styleId");
                case "basedOn" -> parents.put(style, value);
                case "outlineLvl" -> levels.put(style, outline(value));
                case "name" -> {
                    Matcher heading = NAME.matcher(value.toLowerCase(Locale.ROOT));
                    if (heading.matches()) {
                        levels.put(style, Integer.parseInt(heading.group(1)));
                    } else if (value.equalsIgnoreCase("title")) {
                        levels.put(style, 1);
                    }
                }
                default -> {}
            }
        }

        @Override
        public void text(String text) {}

        @Override
        public void end(String name) {}
    }
}
