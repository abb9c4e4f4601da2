/** An answer is checked, mended and checked again, until it passes or the rounds are spent. */
@NullMarked
package io.cama.flow.review;

import org.jspecify.annotations.NullMarked;
