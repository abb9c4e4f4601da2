/**
 * The fault harness: the program in a Java of its own, killed, starved and cut off from its disk, then judged from
 * outside. Each protection has a negative control: a program without it, of which the judge must say so.
 */
@NullMarked
package io.cama.faults;

import org.jspecify.annotations.NullMarked;
