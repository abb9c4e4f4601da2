package io.cama.llm.demo.sample;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Writes text that matches a simple regular expression; the first {@code .*} takes the given filling. */
final class PatternText {
    private static final String CANDIDATES = "demo0123456789DEMOabcABCxyzXYZ가나다一あ_- .,:;/\\[](){}<>!?'\"@#$%&*+=|~^`\t";
    private static final String DEFAULT = "demo";
    private static final int USUAL = 4;
    private static final int UNBOUNDED = 1_000;

    private final String regex;
    private String filling;
    private int at;

    private PatternText(String regex, String filling) {
        this.regex = regex;
        this.filling = filling;
    }

    /** Text the pattern is found in, or null when none was come up with. */
    static @Nullable String matching(String regex, String filling) {
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.matcher(filling).find()) {
                return filling;
            }
            String text = new PatternText(regex, filling).alternatives();
            return pattern.matcher(text).find() ? text : null;
        } catch (PatternSyntaxException | IndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    private boolean more() {
        return at < regex.length();
    }

    /** The first alternative is written, the others are read over. */
    private String alternatives() {
        String first = sequence();
        while (more() && regex.charAt(at) == '|') {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        var out = new StringBuilder();
        while (more() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            out.append(piece());
        }
        return out.toString();
    }

    private String piece() {
        char c = regex.charAt(at);
        if (c == '^' || c == '$') {
            at++;
            return "";
        }
        if (c == '(') {
            at += regex.startsWith("(?:", at) ? 3 : 1;
            String group = alternatives();
            at++;
            int[] times = times();
            return group.repeat(times[0]);
        }
        int start = at;
        at = endOfAtom();
        String atom = regex.substring(start, at);
        int[] times = times();
        if (atom.equals(".")) {
            return fill(times);
        }
        return drawn(Pattern.compile(atom), times);
    }

    private int endOfAtom() {
        if (regex.charAt(at) == '\\') {
            boolean property = "pP".indexOf(regex.charAt(at + 1)) >= 0 && regex.startsWith("{", at + 2);
            return property ? regex.indexOf('}', at) + 1 : at + 2;
        }
        if (regex.charAt(at) != '[') {
            return at + Character.charCount(regex.codePointAt(at));
        }
        int end = at + 1;
        while (regex.charAt(end) != ']') {
            end += regex.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    /** Least and most repetitions asked for by the quantifier here, which is read over. */
    private int[] times() {
        int[] times = {1, 1};
        if (more()) {
            switch (regex.charAt(at)) {
                case '*' -> times = new int[] {0, UNBOUNDED};
                case '+' -> times = new int[] {1, UNBOUNDED};
                case '?' -> times = new int[] {0, 1};
                case '{' -> times = counted();
                default -> {
                    return times;
                }
            }
            at++;
            if (more() && regex.charAt(at) == '?') {
                at++;
            }
        }
        return times;
    }

    private int[] counted() {
        int end = regex.indexOf('}', at);
        String[] bounds = regex.substring(at + 1, end).split(",", -1);
        at = end;
        int least = Integer.parseInt(bounds[0]);
        if (bounds.length == 1) {
            return new int[] {least, least};
        }
        return new int[] {least, bounds[1].isEmpty() ? Math.max(least, UNBOUNDED) : Integer.parseInt(bounds[1])};
    }

    private String fill(int[] times) {
        String text = filling;
        filling = DEFAULT;
        int points = text.codePointCount(0, text.length());
        if (points > times[1]) {
            return text.substring(0, text.offsetByCodePoints(0, times[1]));
        }
        return text + ".".repeat(Math.max(0, times[0] - points));
    }

    private static String drawn(Pattern one, int[] times) {
        var fitting = new StringBuilder();
        CANDIDATES.codePoints().mapToObj(Character::toString).forEach(candidate -> {
            if (one.matcher(candidate).matches()) {
                fitting.append(candidate);
            }
        });
        String choice = fitting.length() == 0 ? one.pattern() : fitting.toString();
        int count = times[1] == 1 ? times[0] : Math.max(times[0], Math.min(times[1], USUAL));
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(fitting.length() == 0 ? choice : String.valueOf(choice.charAt(i % choice.length())));
        }
        return out.toString();
    }
}
