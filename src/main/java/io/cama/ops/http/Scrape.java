package io.cama.ops.http;

/** The meters as a scraper reads them, for {@code /observe/metrics}. Safe for use by many threads. */
@FunctionalInterface
public interface Scrape {
    /**
     * All meters at one moment.
     *
     * @param type of the text, such as {@code text/plain; version=0.0.4; charset=utf-8}
     * @param text the whole of it
     */
    record Page(String type, String text) {}

    /**
     * Reads the meters.
     *
     * @param accept what the caller says it understands (the header Accept, RFC 9110), empty where it says nothing
     */
    Page read(String accept);
}
