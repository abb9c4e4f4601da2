/**
 * JSON read strictly and written plainly. A value is always one of LinkedHashMap, List, String, Number, Boolean and
 * null, never a bean.
 */
@NullMarked
package io.cama.prompt.json;

import org.jspecify.annotations.NullMarked;
