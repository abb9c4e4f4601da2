/** The look through the inbox: which files are finished, and which are none. */
@NullMarked
package io.cama.flow.inbox;

import org.jspecify.annotations.NullMarked;
