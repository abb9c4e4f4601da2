/** A file system over the real one, in which the n-th thing that is done to a file fails or is the last. */
@NullMarked
package io.cama.faults.disk;

import org.jspecify.annotations.NullMarked;
