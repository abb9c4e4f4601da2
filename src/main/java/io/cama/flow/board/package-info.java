/**
 * What a process shows of its breakers and gates while it works, and what it is told about them: two small files in
 * {@code work/}, so that neither side needs the other to be there.
 */
@NullMarked
package io.cama.flow.board;

import org.jspecify.annotations.NullMarked;
