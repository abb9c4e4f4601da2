/** The commands by which a person steers Cama, be a process at work or not. */
@NullMarked
package io.cama.cli.steer;

import org.jspecify.annotations.NullMarked;
