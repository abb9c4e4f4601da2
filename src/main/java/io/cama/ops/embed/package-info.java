/** Cama in an application of somebody else: its beans and routes in that application's Camel context. */
@NullMarked
package io.cama.ops.embed;

import org.jspecify.annotations.NullMarked;
