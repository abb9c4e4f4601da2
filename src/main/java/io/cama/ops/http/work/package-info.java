/** The routes about work: jobs and their inboxes, runs, items, dead letters. */
@NullMarked
package io.cama.ops.http.work;

import org.jspecify.annotations.NullMarked;
