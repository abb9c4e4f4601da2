/**
 * What has been asked of a provider in the last minute, hour and day, and how long a call has to wait so
 * that no sliding window ever holds more than its limit. Not safe for use by many threads: the gate that
 * owns a meter guards it.
 */
@NullMarked
package io.cama.pace.window;

import org.jspecify.annotations.NullMarked;
