/** What a person wants until they say otherwise: no files, a job at rest, a run held or ended. */
@NullMarked
package io.cama.flow.standing;

import org.jspecify.annotations.NullMarked;
