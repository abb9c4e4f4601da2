/** Schemas: Picoschema expanded to JSON Schema, and values checked against it. Nothing is ever fetched. */
@NullMarked
package io.cama.prompt.schema;

import org.jspecify.annotations.NullMarked;
