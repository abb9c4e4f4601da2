/** The one seam for what a person does to a running Cama, whether by JMX, the API, the command line or a watched file. */
@NullMarked
package io.cama.ops.control;

import org.jspecify.annotations.NullMarked;
