//! `sayso serve`: answers articles with their quotes, over HTTP.

use crate::arguments::{JobsArguments, LexiconArguments, ModelArguments};
use crate::outcome::{Outcome, stop_flag};
use crate::style::{self, paint};
use anyhow::Context;
use sayso::Pipeline;
use serve::{IpNet, ProxyHeader, Server, Settings};
use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;
use verify::Verifier;

/// Serve quotes and claims over HTTP: articles in, JSON out.
///
/// Prints its address, which shows a page to try it. POST articles to /extract: plain
/// text, a web page, or JSON with one article or many. The answer has the records that
/// `sayso extract` writes. POST a draft and its sources to /verify: the answer has the
/// findings of `sayso verify`. Without a token it answers this machine alone. Ctrl-C or
/// SIGTERM ends it as soon as it has answered what it was asked.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso serve
  curl -H 'Content-Type: text/plain' --data-binary @article.txt http://127.0.0.1:7118/extract
  curl --json '{\"text\": \"“It floats,” said Åse Lund.\"}' 'http://127.0.0.1:7118/extract?offsets=utf16'
  SAYSO_TOKEN=$(openssl rand -hex 16) sayso serve --host 0.0.0.0 --port 8080 --jobs 4")]
pub(crate) struct Arguments {
    /// Listen on this address; any but that of this machine alone needs a token.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    /// Listen on this port; 0 takes one that is free.
    #[arg(long, value_name = "PORT", default_value_t = Settings::PORT)]
    port: u16,

    /// Answer only those who send `Authorization: Bearer TOKEN` [default: SAYSO_TOKEN in
    /// the environment, where other users of this machine do not see it].
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    #[command(flatten)]
    jobs: JobsArguments,

    /// How many requests may wait for a thread; more are turned away.
    #[arg(long, value_name = "N", default_value_t = Settings::QUEUE)]
    queue: usize,

    /// How many requests of one caller may be here at once; more are turned away [default:
    /// half of --queue with a token, otherwise any number].
    ///
    /// Callers are told apart by their addresses, those of IPv6 by their networks (/64).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    per_caller: Option<u32>,

    /// A proxy that says who asks, as in 10.0.0.1 or 10.0.0.0/8; may be given several times.
    ///
    /// It has to set X-Forwarded-For itself, or callers could pass for others. Without it,
    /// all that come through one proxy are one caller.
    #[arg(long, value_name = "ADDRESS", value_parser = network)]
    trusted_proxy: Vec<IpNet>,

    /// The proxies say it in the header Forwarded (RFC 7239) and not in X-Forwarded-For.
    #[arg(long, requires = "trusted_proxy")]
    forwarded: bool,

    /// Refuse requests with more bytes than this.
    #[arg(long, value_name = "BYTES", default_value_t = Settings::LARGEST)]
    max_body: usize,

    /// Seconds that a request may take to arrive, and again to be answered.
    #[arg(long, value_name = "SECONDS", default_value_t = Settings::PATIENCE.as_secs(), value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,

    /// Do not skip articles in other languages.
    #[arg(long)]
    any_language: bool,

    #[command(flatten)]
    lexicon: LexiconArguments,

    #[command(flatten)]
    model: ModelArguments,
}

/// A network, or a single address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| address()).map_err(|_| "not an address like 10.0.0.1 or 10.0.0.0/8".to_owned())
}

/// Where the token is if it is not on the command line.
const TOKEN: &str = "SAYSO_TOKEN";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let in_environment = || std::env::var(TOKEN).ok().filter(|token| !token.is_empty());
    let token = arguments.token.clone().or_else(in_environment);
    let half = token.is_some().then(|| arguments.queue.div_ceil(2).max(1));
    let settings = Settings {
        host: arguments.host,
        port: arguments.port,
        per_caller: arguments.per_caller.map(|most| most as usize).or(half),
        proxies: arguments.trusted_proxy.clone(),
        proxy_header: if arguments.forwarded { ProxyHeader::Forwarded } else { ProxyHeader::XForwardedFor },
        token,
        jobs: arguments.jobs.get(),
        queue: arguments.queue,
        largest: arguments.max_body,
        patience: Duration::from_secs(arguments.timeout),
        any_language: arguments.any_language,
    };
    let lexicon = arguments.lexicon.load()?;
    let pipeline = Pipeline::new(&lexicon, arguments.model.load()?);
    let server = Server::bind(&pipeline, Verifier::new(&lexicon), settings).map_err(|error| match error {
        serve::Error::NoToken(_) | serve::Error::WeakToken => {
            anyhow::anyhow!("{error}: set {TOKEN} in the environment, or --token")
        }
        error => error.into(),
    })?;
    writeln!(std::io::stdout(), "{}", server.address()).context("cannot write to standard output")?;
    let _ = writeln!(anstream::stderr(), "{} to stop; -v logs requests", paint(style::HEADING, "Ctrl-C"));
    server.run(&stop_flag())?;
    Ok(Outcome::Complete)
}
