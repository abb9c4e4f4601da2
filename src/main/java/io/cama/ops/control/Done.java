package io.cama.ops.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was done, as the audit log has it too.
 *
 * @param object what it was done to, such as a run's id
 * @param before how it was, in words
 * @param after how it is
 * @param changed whether that is another thing; asking for what is so already is no error
 * @param text one sentence for a person: what holds now, and until when
 */
public record Done(Action action, String object, String before, String after, boolean changed, String text) {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,18}) .*");

    /** How many things it was done to, with which the text begins; 0 where it begins with none. */
    public long count() {
        Matcher count = COUNT.matcher(text);
        return count.matches() ? Long.parseLong(count.group(1)) : 0;
    }
}
