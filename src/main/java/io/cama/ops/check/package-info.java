/** What can be said about jobs and settings without asking a model: for {@code cama validate}, the start and each reload. */
@NullMarked
package io.cama.ops.check;

import org.jspecify.annotations.NullMarked;
