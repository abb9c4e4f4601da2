/** Who is asked: the prompt's own model, a canary for a share of the items, and what stands in when one fails. */
@NullMarked
package io.cama.flow.choice;

import org.jspecify.annotations.NullMarked;
