/**
 * The nouns every other package shares: job, run, item, prompt, reply, result, failure. Only the JDK
 * is imported here, so that a reader can learn the words before the machinery.
 */
@NullMarked
package io.cama.model;

import org.jspecify.annotations.NullMarked;
