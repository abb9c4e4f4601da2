package io.cama.prompt.expression;

import io.cama.prompt.file.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may stand inside a tag. */
public sealed interface Expression {
    Place place();

    /** A text, number, boolean or null written in the template. */
    record Literal(Place place, @Nullable Object value) implements Expression {}

    /**
     * A way through the data.
     *
     * @param text as written
     * @param data whether it begins with {@code @}
     * @param up how many {@code ../} it has
     * @param scoped whether it says {@code this} or {@code ./}, so that it never means a helper
     * @param parts names to follow
     */
    record Path(Place place, String text, boolean data, int up, boolean scoped, List<String> parts)
            implements Expression {
        /** Whether it is one bare word, which may be the name of a helper or of a block parameter. */
        public boolean bare() {
            return !data && up == 0 && !scoped && parts.size() == 1;
        }
    }

    /** A head with its arguments: {@code name a b key=c}, in a tag or in parentheses. */
    record Call(Place place, Expression head, List<Expression> params, Map<String, Expression> hash)
            implements Expression {
        /** Whether it has any argument. */
        public boolean hasArguments() {
            return !params.isEmpty() || !hash.isEmpty();
        }
    }
}
