package io.cama.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.write.DataUrl;
import io.cama.model.Message;
import io.cama.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A conversation as turns of user and assistant that alternate, the user first; blank text is left out. */
final class Turns {
    /** Stands before a conversation that the model began. */
    private static final String OPENING = "(The conversation begins.)";

    private static final String PDF = "application/pdf";

    private record Turn(String role, List<ObjectNode> blocks) {}

    private final List<Turn> turns = new ArrayList<>();

    private Turns() {}

    /** All messages but those of the system. */
    static Turns of(List<Message> messages) {
        var all = new Turns();
        for (Message message : messages) {
            if (!message.role().equals("system")) {
                all.add(message.role().equals("model") ? "assistant" : "user", blocks(message.content()));
            }
        }
        if (!all.turns.isEmpty() && all.turns.get(0).role().equals("assistant")) {
            all.turns.add(0, new Turn("user", List.of(text(OPENING))));
        }
        return all;
    }

    /** One question, for a prompt that has nothing but a system text. */
    static Turns asked(String question) {
        var all = new Turns();
        all.add("user", List.of(text(question)));
        return all;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** A turn of one piece of text is written as a string, any other as a list of blocks. */
    JsonNode tree() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Turn turn : turns) {
            ObjectNode message = list.addObject().put("role", turn.role());
            JsonNode first = turn.blocks().get(0);
            if (turn.blocks().size() == 1 && first.path("type").asText().equals("text")) {
                message.set("content", first.path("text"));
            } else {
                message.putArray("content").addAll(turn.blocks());
            }
        }
        return list;
    }

    private void add(String role, List<ObjectNode> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role().equals(role)) {
            last.blocks().addAll(blocks);
        } else {
            turns.add(new Turn(role, new ArrayList<>(blocks)));
        }
    }

    /** Text parts that follow one another are one block. */
    private static List<ObjectNode> blocks(List<Part> parts) {
        var blocks = new ArrayList<ObjectNode>();
        var said = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                said.append(text.text());
            } else if (part instanceof Part.Media medium) {
                flush(said, blocks);
                blocks.add(medium(medium));
            }
        }
        flush(said, blocks);
        return blocks;
    }

    private static void flush(StringBuilder said, List<ObjectNode> blocks) {
        if (!said.toString().isBlank()) {
            blocks.add(text(said.toString()));
        }
        said.setLength(0);
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
    }

    private static ObjectNode medium(Part.Media medium) {
        Optional<DataUrl> data = DataUrl.of(medium);
        boolean pdf = PDF.equals(data.map(DataUrl::type).orElse(medium.contentType()));
        ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", pdf ? "document" : "image");
        ObjectNode source = block.putObject("source");
        if (data.isPresent()) {
            source.put("type", "base64")
                    .put("media_type", data.get().type())
                    .put("data", data.get().base64());
        } else {
            source.put("type", "url").put("url", medium.url());
        }
        return block;
    }
}
