package io.cama.ops.control;

/**
 * What was done, as the audit log has it too.
 *
 * @param object what it was done to, such as a run's id
 * @param before how it was, in words
 * @param after how it is
 * @param changed whether that is another thing; asking for what is so already is no error
 * @param text one sentence for a person: what holds now, and until when
 */
public record Done(Action action, String object, String before, String after, boolean changed, String text) {}
