package io.cama.cli;

import io.cama.cli.back.ExportCommand;
import io.cama.cli.back.ItemCommand;
import io.cama.cli.back.ItemShowCommand;
import io.cama.cli.back.ReportCommand;
import io.cama.cli.breaker.BreakerCloseCommand;
import io.cama.cli.breaker.BreakerCommand;
import io.cama.cli.breaker.BreakerIsolateCommand;
import io.cama.cli.breaker.BreakerListCommand;
import io.cama.cli.breaker.BreakerResetCommand;
import io.cama.cli.cache.CacheClearCommand;
import io.cama.cli.cache.CacheCommand;
import io.cama.cli.cache.CacheExportCommand;
import io.cama.cli.cache.CacheImportCommand;
import io.cama.cli.cache.CacheStatsCommand;
import io.cama.cli.config.CompletionCommand;
import io.cama.cli.config.ConfigCommand;
import io.cama.cli.config.ConfigShowCommand;
import io.cama.cli.dlq.DlqCommand;
import io.cama.cli.dlq.ListCommand;
import io.cama.cli.dlq.ShowCommand;
import io.cama.cli.dlq.mend.DropCommand;
import io.cama.cli.dlq.mend.EditCommand;
import io.cama.cli.dlq.mend.RetryCommand;
import io.cama.cli.doctor.DoctorCommand;
import io.cama.cli.handover.DrainCommand;
import io.cama.cli.init.InitCommand;
import io.cama.cli.ledger.LedgerCheckCommand;
import io.cama.cli.ledger.LedgerCommand;
import io.cama.cli.ledger.LedgerNewCommand;
import io.cama.cli.look.HealthCommand;
import io.cama.cli.look.HelpCommand;
import io.cama.cli.look.JobsCommand;
import io.cama.cli.look.ValidateCommand;
import io.cama.cli.look.VersionCommand;
import io.cama.cli.money.PricesCommand;
import io.cama.cli.money.PricesListCommand;
import io.cama.cli.money.PricesShowCommand;
import io.cama.cli.money.PricesUpdateCommand;
import io.cama.cli.owner.HomeOwner;
import io.cama.cli.owner.Owner;
import io.cama.cli.owner.Owners;
import io.cama.cli.prompt.PromptCommand;
import io.cama.cli.rehearse.SimulateCommand;
import io.cama.cli.resume.ResumeCommand;
import io.cama.cli.schema.SchemaCommand;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Shell;
import io.cama.cli.status.StatusCommand;
import io.cama.cli.steer.AuditCommand;
import io.cama.cli.steer.CancelCommand;
import io.cama.cli.steer.MaintenanceCommand;
import io.cama.cli.steer.PauseCommand;
import io.cama.cli.steer.ReloadCommand;
import io.cama.cli.work.DemoCommand;
import io.cama.cli.work.ProcessCommand;
import io.cama.cli.work.RunCommand;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cama}. Without a command of its own it shows its help. */
@Command(
        name = "cama",
        description = {
            "Files in, model answers out. Drop a table into a folder and get it back with every row",
            "answered, as JSON, TSV, CSV or an Anki deck. Stop at any moment; nothing is bought twice."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 all well   1 some rows are dead letters   2 wrong usage   3 nothing found or to do",
            "  4 refused for safety   65 unusable input   66 input missing   69 endpoint unreachable",
            "  70 internal error   73 outputs cannot be written   75 paused or cut off, the same command goes on",
            "  77 key missing or refused, or the home folder is another user's   78 configuration wrong",
            "  129, 130, 143 stopped by a signal, nothing cut off",
            "",
            "Begin with:  cama demo"
        })
public final class Cama implements Callable<Integer> {
    @Mixin
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    private Cama(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            globals.print(spec.commandLine().getUsageMessage());
        }
        return Exit.OK;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(Shell.ofProcess()).execute(args));
    }

    /** The tree of commands, for one execution. */
    public static CommandLine commandLine(Shell shell) {
        return commandLine(shell, Owner::of);
    }

    /** The same where somebody else says whose a file is. */
    static CommandLine commandLine(Shell shell, Owners owners) {
        Globals globals = new Globals(shell);
        VersionCommand version = new VersionCommand(globals);
        CommandLine cama = new CommandLine(new Cama(globals));
        cama.getCommandSpec()
                .versionProvider(version)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show this help.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show the version.")
                        .build());
        cama.addSubcommand(new InitCommand(globals))
                .addSubcommand(new DemoCommand(globals))
                .addSubcommand(new ProcessCommand(globals))
                .addSubcommand(new RunCommand(globals))
                .addSubcommand(new PromptCommand(globals))
                .addSubcommand(new ValidateCommand(globals))
                .addSubcommand(new JobsCommand(globals))
                .addSubcommand(new SchemaCommand(globals))
                .addSubcommand(new DoctorCommand(globals, InstantSource.system()))
                .addSubcommand(new SimulateCommand(globals))
                .addSubcommand(new StatusCommand(globals, InstantSource.system()))
                .addSubcommand(new HealthCommand(globals, InstantSource.system()))
                .addSubcommand(new PauseCommand(globals))
                .addSubcommand(new ResumeCommand(globals))
                .addSubcommand(new CancelCommand(globals))
                .addSubcommand(new DrainCommand(globals))
                .addSubcommand(new MaintenanceCommand(globals))
                .addSubcommand(new ReloadCommand(globals))
                .addSubcommand(new AuditCommand(globals))
                .addSubcommand(new CommandLine(new DlqCommand(globals))
                        .addSubcommand(new ListCommand(globals))
                        .addSubcommand(new ShowCommand(globals))
                        .addSubcommand(new EditCommand(globals, InstantSource.system()))
                        .addSubcommand(new RetryCommand(globals))
                        .addSubcommand(new DropCommand(globals)))
                .addSubcommand(new CommandLine(new ItemCommand(globals)).addSubcommand(new ItemShowCommand(globals)))
                .addSubcommand(new ExportCommand(globals))
                .addSubcommand(new ReportCommand(globals, InstantSource.system()))
                .addSubcommand(new CommandLine(new BreakerCommand(new BreakerListCommand(globals)))
                        .addSubcommand(new BreakerListCommand(globals))
                        .addSubcommand(new BreakerIsolateCommand(globals, InstantSource.system()))
                        .addSubcommand(new BreakerCloseCommand(globals, InstantSource.system()))
                        .addSubcommand(new BreakerResetCommand(globals, InstantSource.system())))
                .addSubcommand(new CommandLine(new CacheCommand(new CacheStatsCommand(globals)))
                        .addSubcommand(new CacheStatsCommand(globals))
                        .addSubcommand(new CacheClearCommand(globals, InstantSource.system()))
                        .addSubcommand(new CacheExportCommand(globals, InstantSource.system()))
                        .addSubcommand(new CacheImportCommand(globals, InstantSource.system())))
                .addSubcommand(new CommandLine(new LedgerCommand(new LedgerCheckCommand(globals)))
                        .addSubcommand(new LedgerCheckCommand(globals))
                        .addSubcommand(new LedgerNewCommand(globals)))
                .addSubcommand(new CommandLine(new PricesCommand(new PricesListCommand(globals)))
                        .addSubcommand(new PricesListCommand(globals))
                        .addSubcommand(new PricesShowCommand(globals, InstantSource.system()))
                        .addSubcommand(new PricesUpdateCommand(globals)))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ConfigShowCommand(globals)))
                .addSubcommand(new CompletionCommand(globals))
                .addSubcommand(version)
                .addSubcommand(new HelpCommand(globals));
        Failures failures = new Failures(globals);
        return cama.setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(Math.max(80, Math.min(120, shell.width())))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(parsed -> {
                    cama.setColorScheme(CommandLine.Help.defaultColorScheme(globals.ansi()));
                    return new HomeOwner(globals, owners).execute(parsed);
                });
    }
}
