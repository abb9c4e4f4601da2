package io.cama.input.document.text;

/**
 * A piece of a text.
 *
 * @param start of its characters
 * @param fresh where those begin that the chunk before has not had; from {@code start} on it repeats
 * @param end behind its last character
 * @param page on which it goes on, 0 where there are no pages
 * @param heading what it stands under; empty for none
 */
public record Chunk(int start, int fresh, int end, int page, String heading) {}
