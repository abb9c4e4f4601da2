package io.cama.input.charset;

import java.nio.charset.Charset;

/** What the bytes of a file turned out to be. */
public sealed interface Encoding {
    /**
     * All of the file is valid in this charset.
     *
     * @param bomBytes how many bytes of byte order mark to skip, 0 to 4
     */
    record Known(Charset charset, int bomBytes) implements Encoding {}

    /**
     * No charset is certain.
     *
     * @param seen what the bytes say
     * @param todo what a person can do
     */
    record Unknown(String seen, String todo) implements Encoding {}
}
