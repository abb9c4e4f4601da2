/** How the system tells this process to end, and what it ends with. */
@NullMarked
package io.cama.cli.stop;

import org.jspecify.annotations.NullMarked;
