/** What can be looked at in a running Cama: the same records for JMX, the API and the command line. */
@NullMarked
package io.cama.ops.view;

import org.jspecify.annotations.NullMarked;
