/**
 * The audit log: who did what to Cama, in a chain of hashes without a key. It shows lines that were changed, removed or
 * swapped, but neither that the whole chain was made anew nor that all of it was taken away.
 */
@NullMarked
package io.cama.ops.audit;

import org.jspecify.annotations.NullMarked;
