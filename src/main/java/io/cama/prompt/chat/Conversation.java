package io.cama.prompt.chat;

import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.prompt.file.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts pieces together to messages.
 *
 * <p>What stands before the first role is the user's; a message without content is left out; blank text between marks
 * is dropped. Behind the history the model speaks unless a role says otherwise. Where no such mark stands, the
 * history goes before the last message if that is the user's, else to the end.
 */
public final class Conversation {
    private static final String PURPOSE = "purpose";
    private static final String HISTORY = "history";

    private final List<Message> messages = new ArrayList<>();
    private final List<Part> content = new ArrayList<>();
    private final List<Piece> pending = new ArrayList<>();
    private String role = "user";
    private Map<String, Object> metadata = new LinkedHashMap<>();

    private Conversation() {}

    /** The messages that {@code pieces} and the earlier messages make. */
    public static List<Message> of(List<Piece> pieces, List<Message> history) {
        Conversation conversation = new Conversation();
        for (Piece piece : pieces) {
            conversation.add(piece, history);
        }
        conversation.settle();
        conversation.finish();
        return withHistory(conversation.messages, history);
    }

    private void add(Piece piece, List<Message> history) {
        if (piece instanceof Piece.Role next) {
            settle();
            if (!content.isEmpty()) {
                finish();
            }
            role = next.role();
            metadata.putAll(next.metadata());
        } else if (piece instanceof Piece.History) {
            settle();
            finish();
            for (Message earlier : history) {
                Map<String, Object> marked = new LinkedHashMap<>(earlier.metadata());
                marked.put(PURPOSE, HISTORY);
                messages.add(new Message(earlier.role(), earlier.content(), marked));
            }
            role = "model";
        } else {
            pending.add(piece);
        }
    }

    /** Takes over what stands between two marks, unless it is blank as a whole. */
    private void settle() {
        for (Piece piece : pending) {
            if (piece instanceof Piece.Words words && !Space.only(words.text())) {
                content.add(new Part.Text(words.text()));
            } else if (piece instanceof Piece.Media media) {
                content.add(new Part.Media(media.url(), media.contentType()));
            } else if (piece instanceof Piece.Section section) {
                Map<String, Object> kept = new LinkedHashMap<>();
                kept.put(PURPOSE, section.name());
                kept.put("pending", true);
                content.add(new Part.Pending(kept));
            }
        }
        pending.clear();
    }

    private void finish() {
        if (!content.isEmpty()) {
            messages.add(new Message(role, List.copyOf(content), metadata));
        }
        content.clear();
        metadata = new LinkedHashMap<>();
    }

    private static List<Message> withHistory(List<Message> messages, List<Message> history) {
        boolean marked = messages.stream()
                .anyMatch(message -> HISTORY.equals(message.metadata().get(PURPOSE)));
        if (history.isEmpty() || marked) {
            return messages;
        }
        List<Message> all = new ArrayList<>(messages);
        boolean userLast = !all.isEmpty() && all.get(all.size() - 1).role().equals("user");
        all.addAll(userLast ? all.size() - 1 : all.size(), history);
        return all;
    }
}
