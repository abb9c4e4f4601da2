/** What the runs that are at work together get: a job's threads in turn, and a place for so long. */
@NullMarked
package io.cama.flow.fair;

import org.jspecify.annotations.NullMarked;
