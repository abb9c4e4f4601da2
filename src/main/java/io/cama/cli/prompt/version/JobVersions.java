package io.cama.cli.prompt.version;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.JobHash;
import io.cama.config.version.Version;
import io.cama.config.version.Versions;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The versions of a job that runs have used. */
public final class JobVersions {
    private final Globals globals;
    private final Job job;
    private final Path folder;
    private final Versions versions;
    private final int most;

    /** @param job one that has a folder */
    public JobVersions(Globals globals, Workplace place, Job job) {
        this.globals = globals;
        this.job = job;
        this.folder = Objects.requireNonNull(job.folder(), "the job's route is in an application");
        this.most = place.settings().number("cama.versions.keep");
        this.versions = new Versions(place.home(), most);
    }

    /** Lists them, the one used last first, each with the files that differ from the present ones. */
    public int list() throws IOException {
        List<Version> all = versions.of(job.name());
        String present = JobHash.of(folder);
        Version now = new Version(present, Instant.EPOCH, versions.hashes(folder));
        List<Map<String, Object>> json = new ArrayList<>();
        for (Version version : all) {
            List<String> changed = now.changed(version);
            boolean same = version.hash().equals(present);
            if (globals.json()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("version", version.hash());
                one.put("used", version.used().toString());
                one.put("present", same);
                one.put("differs", changed);
                json.add(one);
            } else {
                globals.print("%s  %s  %s"
                        .formatted(
                                version.shortHash(),
                                version.used().toString().substring(0, 19) + "Z",
                                same ? "as it is now" : "differs in " + String.join(", ", changed)));
            }
        }
        if (globals.json()) {
            globals.print(JsonText.of(json));
        }
        if (all.isEmpty()) {
            globals.say("No version is kept yet; each run keeps the one it uses.");
        } else {
            globals.say("Bring one back with " + globals.command("prompt " + job.name() + " --rollback VERSION"));
        }
        return all.isEmpty() ? Exit.NOTHING : Exit.OK;
    }

    /**
     * The one whose hash begins so.
     *
     * @throws Refusal if there is none, or more than one
     */
    public Version find(String hash) throws IOException {
        List<Version> found = versions.of(job.name()).stream()
                .filter(version -> !hash.isEmpty() && version.hash().startsWith(hash))
                .toList();
        if (found.size() != 1) {
            throw new Refusal(
                    Exit.NOTHING,
                    (found.isEmpty() ? "no version" : found.size() + " versions") + " of " + job.name()
                            + " begin with \"" + hash + "\"",
                    globals.command("prompt " + job.name() + " --versions") + " lists them");
        }
        return found.get(0);
    }

    /** Makes the job's files what they were, after the present ones are kept as a version, too. */
    public int bringBack(String hash) throws IOException {
        Version version = find(hash);
        String present = JobHash.of(folder);
        if (present.equals(version.hash())) {
            globals.say("The files are as they were in " + version.shortHash() + "; there is nothing to do.");
            return Exit.NOTHING;
        }
        if (!versions.keep(job.name(), folder, Instant.now())) {
            throw new Refusal(
                    Exit.REFUSED,
                    "the present files of " + job.name() + " cannot be kept, so nothing was changed",
                    most == 0
                            ? "set cama.versions.keep to 1 or more"
                            : "copy what is larger than the limit out of " + folder + " first");
        }
        Version now = find(present);
        versions.restore(version, folder);
        now.changed(version).forEach(globals::print);
        globals.say("Brought back " + version.shortHash() + ". What it has asked before costs nothing again. Undo:  "
                + globals.command("prompt " + job.name() + " --rollback " + now.shortHash()));
        return Exit.OK;
    }
}
