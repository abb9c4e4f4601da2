/** After a failure: ask again, wait, ask somebody else, repair the reply, pause the run, or give the item up. */
@NullMarked
package io.cama.flow.again;

import org.jspecify.annotations.NullMarked;
