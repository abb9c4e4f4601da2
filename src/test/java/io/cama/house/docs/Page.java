package io.cama.house.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of Markdown, taken apart.
 *
 * @param prose its lines outside fenced blocks, by number
 * @param blocks its fenced blocks
 */
record Page(Path file, Map<Integer, String> prose, List<Block> blocks) {
    private static final Pattern FENCE = Pattern.compile("(?<indent> *)```(?<word>[a-z]*) ?(?<flag>[a-z]*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("`(?:\\./|bin/|/opt/cama/bin/)?cama ([^`]+)`");

    /**
     * A fenced block.
     *
     * @param word its language, empty for none
     * @param flag {@code run} for one that is played, {@code foreign} for YAML of another program, empty for one that is
     *     checked
     */
    record Block(String where, String word, String flag, String text) {}

    /** Something at a line. */
    record Found(String where, String text) {}

    /** Every page people read. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(read(Path.of("README.md"))));
        for (String root : List.of("src/docs", "src/deploy", "samples")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                    pages.add(read(file));
                }
            }
        }
        return pages;
    }

    static Page read(Path file) throws IOException {
        Map<Integer, String> prose = new java.util.TreeMap<>();
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.put(i + 1, lines.get(i));
                continue;
            }
            int begin = i + 1;
            String end = fence.group("indent") + "```";
            for (i++; !lines.get(i).equals(end); i++) {}
            String text = String.join("\n", lines.subList(begin, i)) + "\n";
            blocks.add(new Block(file + ":" + begin, fence.group("word"), fence.group("flag"), text));
        }
        return new Page(file, prose, blocks);
    }

    /** What links can lead to on this page. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose.values()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int again = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(again == 0 ? anchor : anchor + "-" + again);
            }
        }
        return anchors;
    }

    /** Where its links lead, other web sites left out. */
    List<Found> links() {
        return found(LINK).stream()
                .filter(link -> !link.text().matches("[a-z]+:.*"))
                .toList();
    }

    /** What follows {@code cama} in its inline code. */
    List<Found> commands() {
        return found(COMMAND);
    }

    private List<Found> found(Pattern pattern) {
        List<Found> found = new ArrayList<>();
        prose.forEach((number, line) -> pattern.matcher(line)
                .results()
                .forEach(match -> found.add(new Found(file + ":" + number, match.group(1)))));
        return found;
    }
}
