/** What the files of a job were, run by run, so that an earlier version can be looked at and brought back. */
@NullMarked
package io.cama.config.version;

import org.jspecify.annotations.NullMarked;
