package io.cama.model;

/**
 * One unit of work cut from an input file, as the ledger holds it.
 *
 * @param position 1 for the first row; its place in the input and in the outputs
 * @param line where it begins in the file, 1 for the first line
 * @param fields its input as a JSON object
 */
public record Item(String run, long position, long line, String fields, ItemState state) {}
