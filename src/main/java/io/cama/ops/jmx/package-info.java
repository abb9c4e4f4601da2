/** Cama's own MBeans, in the domain {@code io.cama}: what is shown and done through JMX, attached locally. */
@NullMarked
package io.cama.ops.jmx;

import org.jspecify.annotations.NullMarked;
