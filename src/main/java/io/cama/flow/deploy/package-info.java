/** What has passed goes to a place of its own outside, each path to one item. */
@NullMarked
package io.cama.flow.deploy;

import org.jspecify.annotations.NullMarked;
