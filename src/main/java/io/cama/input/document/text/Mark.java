package io.cama.input.document.text;

/**
 * Where a block of a text begins.
 *
 * @param offset in the text
 * @param page 1 for the first, 0 where there are no pages
 * @param heading the headings it stands under, outermost first, joined by {@code " > "}; empty for none
 * @param opens whether the block is a heading itself
 */
record Mark(int offset, int page, String heading, boolean opens) {}
