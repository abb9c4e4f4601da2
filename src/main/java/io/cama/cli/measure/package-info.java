/** What a run would take, told before anything is asked. */
@NullMarked
package io.cama.cli.measure;

import org.jspecify.annotations.NullMarked;
