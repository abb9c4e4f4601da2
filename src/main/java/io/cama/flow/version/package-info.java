/** The versions of a job that are in use at the same moment, and which run goes through which. */
@NullMarked
package io.cama.flow.version;

import org.jspecify.annotations.NullMarked;
