/** A file becomes a run: claimed or copied, checked, made durable. */
@NullMarked
package io.cama.flow.intake;

import org.jspecify.annotations.NullMarked;
