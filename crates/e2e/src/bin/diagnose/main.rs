//! Presses the button of the real page in a real browser and prints what it
//! found. `cargo xtask diagnose` builds the page first. With `--from` it reads a
//! result that was passed on, without page and browser.

mod answer;
mod arguments;
mod from;

use std::process::ExitCode;

use why1006_diagnosis::diagnose;
use why1006_e2e::{
    Browser, BrowserOptions, Error, Host, HostOptions, Page, RUN_PATIENCE, Report, Result,
};

use answer::Answer;
use arguments::{Arguments, Wish};

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match arguments::read(std::env::args_os().skip(1)) {
        Ok(Wish::Help(text)) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Ok(Wish::Run(arguments)) => run(&arguments).await,
        Ok(Wish::From { what, form }) => from::read(&what, form),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<String> {
    let mut options = BrowserOptions::new(arguments.browser);
    options.trust.clone_from(&arguments.trust);
    options.take_args(arguments.browser_args.clone(), arguments.is_to_loopback())?;

    let mut host_options =
        HostOptions { reference: arguments.reference.clone(), ..Default::default() };
    if let Some(dist) = &arguments.dist {
        host_options.dist.clone_from(dist);
    }
    let host = Host::start(host_options).await?;
    let base = if arguments.https { host.https() } else { host.http() };
    if arguments.https {
        options = options.trusting(host.authority());
    }
    eprintln!("Opening {base} in {}.", arguments.browser.as_str());
    let browser = Browser::start(options).await?;
    let seen = drive(&browser, &base, arguments).await;
    browser.quit().await;
    host.stop().await;

    let (report, console) = seen?;
    let diagnosis = diagnose(&report.evidence);
    if diagnosis.verdict != report.verdict {
        return Err(Error::new(format!(
            "the page shows the verdict `{}`, but its evidence means `{}`; the page in dist is \
             older than this program, or one of the two is wrong",
            report.verdict, diagnosis.verdict
        )));
    }
    let answer = Answer {
        url: arguments.url.as_deref().unwrap_or(&report.evidence.target.url),
        engine: arguments.browser.as_str(),
        page: if arguments.https { "https" } else { "http" },
        report: &report,
        diagnosis: &diagnosis,
        console,
        is_received: false,
    };
    Ok(answer.print(arguments.form))
}

async fn drive(
    browser: &Browser,
    base: &str,
    arguments: &Arguments,
) -> Result<(Report, Option<Vec<String>>)> {
    let fragment = match &arguments.url {
        Some(url) => format!("url={}", arguments::encoded(url)),
        None => String::new(),
    };
    let page = Page::open(browser, base, &fragment).await?;
    // The address comes once the page has read its host's file: a click before that
    // would test nothing. One that the page leaves out is its answer as well.
    let _ = page.wait_for_host().await;
    // What was printed while the page loaded is not about the target.
    browser.console().await?;
    page.press_test().await?;
    let report = page.wait_for_report(RUN_PATIENCE).await?;
    Ok((report, browser.console().await?))
}
