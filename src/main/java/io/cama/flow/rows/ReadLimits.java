package io.cama.flow.rows;

import io.cama.config.Settings;
import io.cama.input.document.DocumentLimits;
import io.cama.input.options.InputLimits;

/** The limits of what is read, as they are set. */
public final class ReadLimits {
    private ReadLimits() {}

    /** The keys {@code cama.input.*} and {@code cama.document.*}. */
    public static InputLimits of(Settings settings) {
        return new InputLimits(
                (int) settings.bytes("cama.input.max-record"),
                settings.number("cama.input.max-columns"),
                settings.number("cama.input.max-depth"),
                settings.number("cama.input.max-digits"),
                settings.bytes("cama.input.max-bytes"),
                new DocumentLimits(
                        settings.duration("cama.document.timeout"),
                        settings.bytes("cama.document.memory"),
                        new DocumentLimits.Content(
                                (int) settings.bytes("cama.document.max-bytes"),
                                settings.bytes("cama.document.max-unpacked"),
                                settings.number("cama.document.max-ratio"),
                                settings.number("cama.document.max-entries"),
                                settings.number("cama.document.max-pages"),
                                settings.number("cama.document.max-characters"),
                                settings.number("cama.document.max-depth"))));
    }
}
