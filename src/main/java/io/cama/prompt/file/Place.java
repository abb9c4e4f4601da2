package io.cama.prompt.file;

/**
 * A place in a source file.
 *
 * @param line 1 for the first
 * @param column 1 for the first character
 */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
