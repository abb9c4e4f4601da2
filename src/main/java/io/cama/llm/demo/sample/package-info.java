/**
 * Values made up from a JSON Schema: valid, marked as demo, and always the same for the same seed. Best
 * effort where a schema cannot be met by looking at one keyword at a time.
 */
@NullMarked
package io.cama.llm.demo.sample;

import org.jspecify.annotations.NullMarked;
