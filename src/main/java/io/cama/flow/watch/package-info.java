/** Lets others see the work as it is done, without taking part in it. */
@NullMarked
package io.cama.flow.watch;

import org.jspecify.annotations.NullMarked;
