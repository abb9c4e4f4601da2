/** What a model is asked: of a prompt's file or of a job's row, now and in earlier versions of the job. */
@NullMarked
package io.cama.cli.prompt;

import org.jspecify.annotations.NullMarked;
