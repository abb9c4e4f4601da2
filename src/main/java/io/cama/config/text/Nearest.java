package io.cama.config.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate that takes the fewest single-letter changes, if that is at most a third of the word's letters.
     * Case does not count.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        int limit = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Asks whether the nearest candidate was meant, or says something else where none is near. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        return to(word, candidates).map(near -> "did you mean " + near + "?").orElse(otherwise);
    }

    /** How many letters must be put in, taken out, changed or swapped with their neighbour. */
    static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            cost[row][0] = row;
        }
        for (int column = 0; column <= right.length(); column++) {
            cost[0][column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            for (int column = 1; column <= right.length(); column++) {
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                int best = cost[row - 1][column - 1] + (same ? 0 : 1);
                best = Math.min(best, Math.min(cost[row - 1][column], cost[row][column - 1]) + 1);
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    best = Math.min(best, cost[row - 2][column - 2] + 1);
                }
                cost[row][column] = best;
            }
        }
        return cost[left.length()][right.length()];
    }
}
