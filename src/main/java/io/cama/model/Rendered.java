package io.cama.model;

import java.util.List;
import java.util.Map;

/**
 * A prompt filled with one item: what is to be asked, before any provider's form.
 *
 * @param prompt the prompt it came from, with its model, config and output schema
 * @param input the item's values, defaults merged in
 * @param messages in the order of the conversation
 */
public record Rendered(Prompt prompt, Map<String, Object> input, List<Message> messages) {}
