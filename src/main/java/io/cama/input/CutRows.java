package io.cama.input;

import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.input.text.BadJson;
import io.cama.input.text.Chars;
import io.cama.input.text.Cut;
import io.cama.input.text.Cutter;
import io.cama.input.text.Elements;
import io.cama.input.text.JsonObjects;
import io.cama.model.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows whose text is cut first and read then: elements of a JSON list, lines of JSONL or text, chunks of a document. */
final class CutRows implements RowReader.Rows {
    private interface Cuts {
        @Nullable
        Cut next() throws IOException;
    }

    private interface Reading {
        Map<String, Object> fields(Cut cut) throws BadJson;
    }

    private final Cuts cuts;
    private final Reading reading;
    private final FieldRules rules;

    private CutRows(Cuts cuts, Reading reading, InputOptions options) {
        this.cuts = cuts;
        this.reading = reading;
        this.rules = new FieldRules(options);
    }

    /** Rows of a file in one of the formats without cells. */
    static CutRows of(String file, Format format, Chars chars, InputOptions options, InputLimits limits)
            throws IOException {
        JsonObjects objects = new JsonObjects(limits.maxRecordBytes(), limits.maxDepth(), limits.maxDigits());
        Reading json = cut -> objects.parse(cut.text(), cut.line());
        if (format == Format.JSON) {
            Elements elements = new Elements(chars, limits.maxRecordBytes());
            String problem = elements.open();
            if (problem != null) {
                throw new UnreadableInput(
                        file, problem, "write a list of objects, [{…}, {…}], or an object with one such list");
            }
            return new CutRows(elements::next, json, options);
        }
        Cutter lines = Cutter.lines(chars, limits.maxRecordBytes());
        Reading text =
                cut -> new LinkedHashMap<>(Map.of(options.text(), cut.text().strip()));
        return new CutRows(lines::next, format == Format.TEXT ? text : json, options);
    }

    @Override
    public @Nullable InputRow next(long position) throws IOException {
        Cut cut = cuts.next();
        if (cut == null) {
            return null;
        }
        String fault = cut.fault();
        if (fault != null) {
            return failed(position, cut, fault);
        }
        try {
            return InputRow.good(position, cut.line(), rules.apply(reading.fields(cut)));
        } catch (BadJson e) {
            return failed(position, cut, e.what());
        }
    }

    private static InputRow failed(long position, Cut cut, String fault) {
        return InputRow.failed(position, cut.line(), Map.of(InputRow.TEXT, cut.text()), Reason.BAD_LINE, fault);
    }
}
