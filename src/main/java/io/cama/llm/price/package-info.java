/**
 * What calls cost: prices of models from a packaged, dated table and from the user's own, amounts of money, and the
 * reading of the two price lists that are public. Nothing here asks a network; prices come from files.
 */
@NullMarked
package io.cama.llm.price;

import org.jspecify.annotations.NullMarked;
