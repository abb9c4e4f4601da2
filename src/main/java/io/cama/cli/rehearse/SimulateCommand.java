package io.cama.cli.rehearse;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.stop.Interruption;
import io.cama.llm.demo.DemoEndpoint;
import io.cama.llm.demo.fault.Faults;
import io.cama.llm.demo.fault.Scenario;
import io.cama.llm.demo.fault.ScenarioException;
import io.cama.model.Job;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cama simulate}: an endpoint to rehearse against. */
@Command(
        name = "simulate",
        sortOptions = false,
        description = {
            "Serve a model endpoint on this machine that misbehaves as told, until Ctrl-C.",
            "A job rehearsed against it costs nothing. P is a percentage: 10 or 10%%."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration TICK = Duration.ofHours(1);

    private final Globals globals;

    @Option(names = "--port", paramLabel = "N", description = "Default: 8787. 0 takes any that is free.")
    private int port = 8787;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Append a line of JSON for each call, on the disk before its answer leaves.")
    private @Nullable Path log;

    @Mixin
    private final FaultOptions options = new FaultOptions();

    public SimulateCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Refusal(Exit.USAGE, "--port is " + port, "give a number from 0 to " + HIGHEST_PORT);
        }
        Consumer<String> watcher = globals.verbosity() > 0 ? globals::say : line -> {};
        var settings = new DemoEndpoint.Settings(log, true, replies(), faults(), watcher);
        try (DemoEndpoint endpoint = start(settings);
                Interruption interruption = new Interruption(endpoint::close)) {
            tell(endpoint);
            boolean told = false;
            while (!told) {
                told = interruption.await(TICK);
            }
            return interruption.exit() == Exit.OK ? Exit.INTERRUPTED : interruption.exit();
        }
    }

    /** The replies written by hand that the jobs of this home folder bring along. */
    private List<Path> replies() {
        return globals.workplace().folders().jobs().stream()
                .map(Job::folder)
                .filter(Objects::nonNull)
                .map(folder -> folder.resolve("demo.jsonl"))
                .filter(Files::isRegularFile)
                .toList();
    }

    private Faults faults() throws IOException {
        Path file = options.scenario();
        if (file != null && !Files.isRegularFile(file)) {
            throw new Refusal(Exit.NO_INPUT, "there is no file " + file, "check the name after --scenario");
        }
        try {
            return Scenario.read(file, options.given());
        } catch (ScenarioException e) {
            String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
            throw new Refusal(
                    e.inFile() ? Exit.CONFIG : Exit.USAGE,
                    parts[0],
                    parts.length > 1 ? parts[1] : "correct it; the operations guide shows what may stand there");
        }
    }

    private DemoEndpoint start(DemoEndpoint.Settings settings) throws IOException {
        try {
            return DemoEndpoint.start(port, settings);
        } catch (BindException e) {
            throw new Refusal(
                    Exit.UNAVAILABLE,
                    "port " + port + " on 127.0.0.1 cannot be had: something else listens there",
                    "choose another with --port, or --port 0 for a free one");
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Exit.CONFIG, String.valueOf(e.getMessage()), "correct the line, or take the file out of its job");
        }
    }

    private void tell(DemoEndpoint endpoint) {
        URI open = endpoint.baseUrl();
        URI root = endpoint.rootUrl();
        String set = "--set cama.provider.sim.url=" + open;
        if (globals.json()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("openai", open.toString());
            told.put("anthropic", root.toString());
            told.put("ollama", root.toString());
            told.put("set", set);
            globals.print(JsonText.of(told));
            return;
        }
        globals.print("OpenAI     " + open);
        globals.print("Anthropic  " + root);
        globals.print("Ollama     " + root);
        globals.print("Rehearse:  cama process FILE --job JOB --model sim/any " + set);
        globals.say("Stop with Ctrl-C.");
    }
}
