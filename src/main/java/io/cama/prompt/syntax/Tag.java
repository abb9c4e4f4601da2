package io.cama.prompt.syntax;

import io.cama.prompt.expression.Expression;
import java.util.List;

/**
 * A tag as it stands in the source.
 *
 * @param word the name it opens or closes
 * @param names what the block calls its values
 */
record Tag(Type type, Expression.Call call, String word, List<String> names, Node.Strip strip) {
    /** What a tag does. */
    enum Type {
        OUTPUT,
        COMMENT,
        PARTIAL,
        BLOCK,
        INVERSE_BLOCK,
        PARTIAL_BLOCK,
        INLINE_BLOCK,
        END,
        ELSE,
        ELSE_CHAIN
    }
}
