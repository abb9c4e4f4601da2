package io.cama.cli.cache;

import io.cama.config.ModelName;
import io.cama.config.text.DurationText;
import io.cama.ledger.ReplyStore.Selection;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which replies are meant; all when nothing is said. */
final class Which {
    @Option(names = "--job", paramLabel = "NAME", description = "Only those bought for this job.")
    private @Nullable String job;

    @Option(names = "--model", paramLabel = "PROVIDER/MODEL", description = "Only those this model was asked for.")
    private @Nullable String model;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only those older than that, such as 30d.")
    private @Nullable String age;

    /** @throws ParameterException if the age is none */
    Selection selection(CommandLine command, Instant now) {
        try {
            return new Selection(
                    job,
                    model == null ? null : ModelName.parse(model).toString(),
                    age == null ? null : now.minus(DurationText.parse(age)));
        } catch (IllegalArgumentException unreadable) {
            throw new ParameterException(command, "--older-than: " + unreadable.getMessage());
        }
    }

    String words() {
        StringJoiner words = new StringJoiner(" ", "", "").setEmptyValue("all replies");
        if (job != null || model != null || age != null) {
            words.add("the replies");
        }
        if (job != null) {
            words.add("of job " + job);
        }
        if (model != null) {
            words.add("of " + model);
        }
        if (age != null) {
            words.add("older than " + age);
        }
        return words.toString();
    }
}
