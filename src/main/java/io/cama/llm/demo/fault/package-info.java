/**
 * What goes wrong at a demo endpoint, and when: shares decided by a seed, and rules that a scenario file
 * scripts. A decision depends on the seed, the request and how often that request came, so that a rehearsal
 * goes wrong in the same places each time, whatever the order of its calls.
 */
@NullMarked
package io.cama.llm.demo.fault;

import org.jspecify.annotations.NullMarked;
