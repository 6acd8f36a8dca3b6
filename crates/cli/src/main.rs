//! The `sayso` program: quotes and claims in news, who said them, and where.
//!
//! The libraries do the work; the program reads the command line, prints results and
//! chooses the exit code. Each command is a file of `commands`.

mod arguments;
mod commands;
mod marks;
mod numbers;
mod outcome;
mod run_summary;
mod style;
mod verdicts;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use style::paint;

/// Finds out who said what in news articles, with exact positions.
#[derive(Parser)]
#[command(name = "sayso", version, styles = style::HELP, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 all input was used; 1 nothing could be done, or wrong usage; 2 done, but some input
was skipped; 3 a draft does not say what its sources say (verify); 130 stopped, the same command continues.")]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Log to standard error what happens (-vv for more).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

#[derive(Subcommand)]
enum Command {
    Extract(commands::extract::Arguments),
    Aggregate(commands::aggregate::Arguments),
    Export(commands::export::Arguments),
    Corpus(commands::corpus::Arguments),
    Sentences(commands::sentences::Arguments),
    Explain(commands::explain::Arguments),
    Eval(commands::eval::Arguments),
    Verify(commands::verify::Arguments),
    Review(commands::review::Arguments),
    Report(commands::report::Arguments),
    Estimate(commands::estimate::Arguments),
    Serve(commands::serve::Arguments),
    #[cfg(feature = "train")]
    Train(commands::train::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}

/// The reader of Parquet panics on some damaged files. That is caught and reported like any
/// other error, and a backtrace on the screen would say nothing more.
fn silence_caught_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map(std::panic::Location::file).unwrap_or_default();
        if !["/parquet-", "/bytes-"].iter().any(|reader| file.contains(reader)) {
            print(panic);
        }
    }));
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            // Help and version go to standard output and are no failure.
            let _ = message.print();
            hint(&message);
            return ExitCode::from(u8::from(message.use_stderr()));
        }
    };
    log_to_stderr(cli.verbose);
    silence_caught_panics();
    let outcome = match &cli.command {
        Command::Extract(arguments) => commands::extract::run(arguments),
        Command::Aggregate(arguments) => commands::aggregate::run(arguments),
        Command::Export(arguments) => commands::export::run(arguments),
        Command::Corpus(arguments) => commands::corpus::run(arguments),
        Command::Sentences(arguments) => commands::sentences::run(arguments),
        Command::Explain(arguments) => commands::explain::run(arguments),
        Command::Eval(arguments) => commands::eval::run(arguments),
        Command::Verify(arguments) => commands::verify::run(arguments),
        Command::Review(arguments) => commands::review::run(arguments),
        Command::Report(arguments) => commands::report::run(arguments),
        Command::Estimate(arguments) => commands::estimate::run(arguments),
        Command::Serve(arguments) => commands::serve::run(arguments),
        #[cfg(feature = "train")]
        Command::Train(arguments) => commands::train::run(arguments),
        Command::Completions(arguments) => commands::completions::run(arguments, Cli::command()),
        Command::Man(arguments) => commands::man::run(arguments, Cli::command()),
    };
    match outcome {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        // The reader of our output has closed it: `sayso sentences … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let mut stderr = anstream::stderr().lock();
            let _ = writeln!(stderr, "{}error:{} {error:#}", style::ERROR, style::ERROR.render_reset());
            ExitCode::FAILURE
        }
    }
}

/// `sayso articles/` names no command: most likely `extract` is meant; and `corpus check` by
/// `sayso corpus articles/`.
fn hint(message: &clap::Error) {
    let Some(ContextValue::String(name)) = message.get(ContextKind::InvalidSubcommand) else { return };
    let path = Path::new(name);
    let mut before = std::env::args_os().take_while(|word| word != name.as_str());
    let of_corpus = before.any(|word| word == "corpus");
    let (command, what) = match of_corpus {
        true => ("corpus check", "see how sayso understands what is there"),
        false => ("extract", "find out who says what there"),
    };
    let mut stderr = anstream::stderr().lock();
    if path.exists() {
        let command = format!("sayso {command} {}", sayso::records::typed(path));
        let _ = writeln!(stderr, "\nTo {what}: {}", paint(style::FIGURE, command));
    } else if path.components().count() > 1 || name.ends_with('/') {
        let _ = writeln!(stderr, "\nThere is no file or folder {}", path.display());
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Logs at the level that `RUST_LOG` names or, if it is not set, the number of `-v`.
fn log_to_stderr(verbose: u8) {
    use tracing_subscriber::filter::{EnvFilter, LevelFilter};
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let filter = EnvFilter::builder().with_default_directive(level.into()).from_env_lossy();
    // It logs what is odd about a web page, which is of no use to the user.
    let filter = match "trafilatura=error".parse() {
        Ok(directive) if verbose < 3 => filter.add_directive(directive),
        _ => filter,
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .without_time()
        .with_target(false)
        .init();
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::Parser;
    use clap::error::ErrorKind;
    use std::path::{Path, PathBuf};

    /// What people read before they type something.
    fn documents() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let book = std::fs::read_dir(root.join("docs/src")).unwrap().map(|entry| entry.unwrap().path());
        let pages = book.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
        ["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)).into_iter().chain(pages).collect()
    }

    /// The command lines in the blocks of a document that are to be typed, and those that its
    /// sentences name.
    fn typed(text: &str) -> impl Iterator<Item = &str> {
        let named = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        let blocks = text.split("```").skip(1).step_by(2);
        let blocks = blocks.flat_map(|block| {
            let (language, lines) = block.split_once('\n').unwrap_or_default();
            lines.lines().filter_map(move |line| match language {
                sh if sh.starts_with("sh") => Some(line),
                "console" => line.strip_prefix("$ "),
                _ => None,
            })
        });
        blocks.chain(named)
    }

    /// Commands and options that documents name are those that there are. (Whether the values
    /// are any good, only the files that are not here could tell; and sentences name commands
    /// without them.)
    #[test]
    fn documents_name_what_there_is() {
        let mut known = 0;
        for path in documents() {
            let text = std::fs::read_to_string(&path).unwrap();
            for command in typed(&text).flat_map(|line| line.split(['|', ';'])) {
                let words = shlex::split(command).unwrap_or_default();
                let words = words.into_iter().skip_while(|word| word.contains('='));
                let words: Vec<_> = words.take_while(|word| ![">", "<", "2>&1"].contains(&&**word)).collect();
                if words.first().is_none_or(|word| word != "sayso") || words.contains(&"COMMAND".to_owned()) {
                    continue;
                }
                known += 1;
                let option = words.last().is_some_and(|word| word.starts_with("--"));
                let fine = [
                    ErrorKind::ValueValidation,
                    ErrorKind::MissingRequiredArgument,
                    ErrorKind::DisplayHelp,
                    ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
                ];
                if let Err(error) = Cli::try_parse_from(words)
                    && !fine.contains(&error.kind())
                    && !(option && error.kind() == ErrorKind::InvalidValue)
                {
                    panic!("{}: {command}\n{error}", path.display());
                }
            }
        }
        assert!(known > 100, "only {known} commands are in the documents");
    }
}
