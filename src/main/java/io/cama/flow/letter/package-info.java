/** What becomes of items at fault: how they end, who is told, and how they are let go of again. */
@NullMarked
package io.cama.flow.letter;

import org.jspecify.annotations.NullMarked;
