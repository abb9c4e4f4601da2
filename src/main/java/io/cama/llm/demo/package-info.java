/**
 * A model endpoint on this machine, for trying a job without a key and without cost. It speaks HTTP like a
 * real one; its replies come from files or are made up from the schema, and are marked as demo wherever they
 * land. A reply depends on the request and on nothing else.
 */
@NullMarked
package io.cama.llm.demo;

import org.jspecify.annotations.NullMarked;
