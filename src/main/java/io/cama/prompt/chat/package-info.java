/** What a rendered template consists of, and the messages it becomes together with the conversation so far. */
@NullMarked
package io.cama.prompt.chat;

import org.jspecify.annotations.NullMarked;
