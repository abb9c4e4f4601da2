package io.cama.prompt.answer;

import io.cama.model.Failure;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.util.List;

/**
 * Two messages behind a conversation that ended in a bad answer: the answer as the model gave it, and what is wrong with
 * it. The same arguments always give the same text, since the request is found again by it.
 */
public final class RepairTurn {
    /** Of a longer reply the middle is left out, in characters; the model has its own words to go by, not all of them. */
    private static final int MAX_REPLY = 20_000;

    private static final int MAX_WRONG = 1_000;

    private RepairTurn() {}

    /**
     * The messages to append, the first of role {@code model} and the second of role {@code user}.
     *
     * @param reply what the model wrote; an empty one is not repeated, so that the user's message stands alone
     * @param failure what was wrong with it, with JSON pointers where there are any
     */
    public static List<Message> of(Prompt prompt, String reply, Failure failure) {
        Message wrong = Message.of("user", wrong(prompt, failure));
        return reply.isBlank() ? List.of(wrong) : List.of(Message.of("model", shortened(reply.strip())), wrong);
    }

    private static String wrong(Prompt prompt, Failure failure) {
        String seen = failure.message();
        String what =
                switch (failure.reason()) {
                    case SCHEMA_MISMATCH ->
                        "Your answer does not have the form that was asked for. By JSON pointer, this is wrong: ";
                    case INVALID_JSON -> "Your answer cannot be read as JSON: ";
                    case INVALID_TABLE -> "Your answer cannot be read as the table that was asked for: ";
                    default -> "Your answer cannot be used: ";
                };
        return what + (seen.length() > MAX_WRONG ? cut(seen, MAX_WRONG) + "…" : seen) + "\n\n"
                + demand(prompt, failure);
    }

    private static String demand(Prompt prompt, Failure failure) {
        boolean table = "tsv".equals(prompt.outputFormat());
        boolean json = !table && (prompt.outputSchema() != null || "json".equals(prompt.outputFormat()));
        String all = "Correct this and keep what was right. Give the whole corrected answer, not only the part that"
                + " changed, in the same form as asked before";
        if (table) {
            return all + ": the lines of the table with cells parted by tabs, and nothing else. No fence, no comment.";
        }
        if (json || failure.reason() == Reason.INVALID_JSON) {
            return all
                    + ": one JSON value that is complete and strictly valid, and nothing else. No fence, no comment.";
        }
        return all + ", and nothing else.";
    }

    private static String shortened(String reply) {
        if (reply.length() <= MAX_REPLY) {
            return reply;
        }
        String head = cut(reply, MAX_REPLY / 2);
        int from = reply.length() - MAX_REPLY / 2;
        String tail = reply.substring(Character.isLowSurrogate(reply.charAt(from)) ? from + 1 : from);
        int left = reply.length() - head.length() - tail.length();
        return head + "\n[… " + left + " characters left out …]\n" + tail;
    }

    private static String cut(String text, int end) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
