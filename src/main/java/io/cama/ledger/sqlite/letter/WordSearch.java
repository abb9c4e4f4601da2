package io.cama.ledger.sqlite.letter;

import io.cama.ledger.letter.Letters.Head;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The letters in which every word is found. One reply is in memory at a time, and none that is not needed. */
final class WordSearch implements Iterator<Head> {
    private final Iterator<Head> letters;
    private final List<String> words;
    private final Function<Head, Iterator<String>> replies;
    private @Nullable Head next;

    WordSearch(Iterator<Head> letters, List<String> words, Function<Head, Iterator<String>> replies) {
        this.letters = letters;
        this.words = words.stream().map(WordSearch::plain).toList();
        this.replies = replies;
    }

    @Override
    public boolean hasNext() {
        while (next == null && letters.hasNext()) {
            Head head = letters.next();
            next = matches(head) ? head : null;
        }
        return next != null;
    }

    @Override
    public Head next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no older dead letter holds the words");
        }
        Head found = next;
        next = null;
        return found;
    }

    private boolean matches(Head head) {
        List<String> missing = new ArrayList<>(words);
        strike(missing, head.fields());
        strike(missing, head.message());
        if (!missing.isEmpty()) {
            for (Iterator<String> each = replies.apply(head); !missing.isEmpty() && each.hasNext(); ) {
                strike(missing, each.next());
            }
        }
        return missing.isEmpty();
    }

    private static void strike(List<String> missing, String text) {
        String plain = plain(text);
        missing.removeIf(plain::contains);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
