package io.cama.flow.rows;

import io.cama.flow.Json;
import io.cama.input.InputRow;
import io.cama.input.choose.Priority;
import io.cama.input.choose.RowPlan.Planned;
import io.cama.input.options.InputOptions;
import io.cama.ledger.Items.NewItem;
import io.cama.model.Failure;
import io.cama.model.ItemState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of rows, ranked and counted as their job says.
 *
 * @param options what the job says
 */
record NewItems(InputOptions options) {
    private static final int MOST_SHOWN = 80;

    NewItem of(Planned planned) {
        InputRow row = planned.row();
        String fields = Json.line(row.fields());
        if (planned.skipped() != null) {
            return new NewItem(row.position(), row.line(), fields, ItemState.SKIPPED, null, planned.skipped());
        }
        Failure failure = row.failure();
        return failure == null
                ? pending(row, fields)
                : new NewItem(row.position(), row.line(), fields, ItemState.DEAD, failure.reason(), failure.message());
    }

    private NewItem pending(InputRow row, String fields) {
        int rank = options.priority().rank(row.fields());
        if (rank == 0 && options.statistics().isEmpty()) {
            return NewItem.pending(row.position(), row.line(), fields);
        }
        Map<String, String> counted = new LinkedHashMap<>();
        options.statistics()
                .forEach(field -> counted.put(field, shown(row.fields().get(field))));
        if (rank > 0) {
            counted.put(Priority.NAME, options.priority().name(rank));
        }
        return new NewItem(row.position(), row.line(), fields, ItemState.PENDING, null, null, rank, counted);
    }

    /** A value as it is counted, at most 80 characters of it. */
    private static String shown(@Nullable Object value) {
        String text = value == null ? "" : String.valueOf(value).strip();
        return text.codePointCount(0, text.length()) <= MOST_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    }
}
