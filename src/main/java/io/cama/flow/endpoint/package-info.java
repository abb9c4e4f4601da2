/** The endpoints as Camel sees them: providers with their keys, one attempt route a model, the HTTP client's edge. */
@NullMarked
package io.cama.flow.endpoint;

import org.jspecify.annotations.NullMarked;
