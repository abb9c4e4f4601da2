package io.cama.prompt.file;

import java.util.Collection;
import java.util.Optional;

/** Finds what a misspelt word was probably meant to be. */
public final class Spelling {
    private static final int MAX_LENGTH = 100;

    private Spelling() {}

    /** The known word at most a third of its letters (at least one) away from {@code word}, the nearest first. */
    public static Optional<String> closest(String word, Collection<String> known) {
        String best = null;
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence that names the nearest known word, else all of them. */
    public static String hint(String word, Collection<String> known) {
        return closest(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty() ? "there are none" : "there are: " + String.join(", ", known));
    }

    /** Letters to change, add, drop or swap with their neighbour. */
    private static int distance(String left, String right) {
        int[][] table = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
                least = Math.min(least, table[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && swapped(left, i, right, j)) {
                    least = Math.min(least, table[i - 2][j - 2] + 1);
                }
                table[i][j] = least;
            }
        }
        return table[left.length()][right.length()];
    }

    private static boolean swapped(String left, int i, String right, int j) {
        return left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
