package io.cama.model;

/**
 * An item that ended well.
 *
 * @param values the item's input fields and, under each prompt's name, the answer: a JSON object
 */
public record Result(long position, long line, String values) {}
