/** The table of routes, and those about the process, its pace, its store and its past. */
@NullMarked
package io.cama.ops.http.api;

import org.jspecify.annotations.NullMarked;
