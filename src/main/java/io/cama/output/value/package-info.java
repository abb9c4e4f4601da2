/**
 * What all formats share: finding a value by its path, filling {@code {path}} into a text, JSON with
 * nothing lost, HTML with nothing dangerous left, digests, and YAML files that say where they are wrong.
 */
@NullMarked
package io.cama.output.value;

import org.jspecify.annotations.NullMarked;
