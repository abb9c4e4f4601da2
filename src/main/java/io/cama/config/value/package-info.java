/**
 * What a value may be: ranges, addresses of endpoints and references to keys. Nothing here knows which
 * settings exist or where a value came from.
 */
@NullMarked
package io.cama.config.value;

import org.jspecify.annotations.NullMarked;
