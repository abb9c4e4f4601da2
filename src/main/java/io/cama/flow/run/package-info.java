/** The runs at work: which are taken, what their items share, what comes after their split. */
@NullMarked
package io.cama.flow.run;

import org.jspecify.annotations.NullMarked;
