/** The commands about money: which prices are known, and how newer ones are brought in. */
@NullMarked
package io.cama.cli.money;

import org.jspecify.annotations.NullMarked;
