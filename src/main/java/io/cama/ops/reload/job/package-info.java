/** A job folder's versions side by side in Camel: frozen, tried, loaded, and taken out again when nobody works by them. */
@NullMarked
package io.cama.ops.reload.job;

import org.jspecify.annotations.NullMarked;
