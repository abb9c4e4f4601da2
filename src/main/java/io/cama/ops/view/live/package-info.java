/** Where the records come from that a running Cama shows. */
@NullMarked
package io.cama.ops.view.live;

import org.jspecify.annotations.NullMarked;
