//! Load on the reference: 256 WebSockets at once, each with the whole ladder of
//! messages, against the real server and, in the same run, against a minimal
//! echo with axum's own WebSocket; `cargo xtask bench reference`.
//!
//! - `ladder`: what is sent
//! - `client`: one connection, frame by frame
//! - `house`: all connections, the rounds, the caps
//! - `process`: a server as a child, its memory by `/proc` (Linux)
//! - `minimal`: the echo beside it, this very program with `--minimal`

mod client;
#[path = "../../tests/support/frame.rs"]
mod frame;
mod house;
mod ladder;
mod minimal;
mod process;

use std::process::ExitCode;

use house::{House, Load};
use process::Server;
use serde_json::{Value, json};

/// Messages a second of the real server over those of the minimal echo.
const SPEED_BAR: f64 = 0.5;
/// How much more memory the last round may need than the first, in bytes: what
/// allocators keep, no more.
const GROWTH_BAR: u64 = 16 << 20;
/// Each server is run as often, one after the other by turns.
const TURNS: usize = 2;

fn main() -> ExitCode {
    let names = |name: &str| std::env::args().any(|argument| argument == name);
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    if names("--minimal") {
        return runtime.block_on(minimal::serve());
    }
    match runtime.block_on(measure()) {
        Ok((json, verdict)) => {
            match names("--json") {
                true => println!("{json}"),
                false => print!("{}", table(&json)),
            }
            match verdict {
                None => ExitCode::SUCCESS,
                Some(line) => complain(&line),
            }
        }
        Err(line) => complain(&line),
    }
}

fn complain(line: &str) -> ExitCode {
    eprintln!("error: {line}");
    ExitCode::FAILURE
}

async fn measure() -> Result<(Value, Option<String>), String> {
    let (mut real, mut minimal) = (Load::default(), Load::default());
    for _ in 0..TURNS {
        real.add(House::fill(&Server::real()?, false).await?.run().await?);
        minimal.add(House::fill(&Server::minimal()?, false).await?.run().await?);
    }
    let server = Server::real()?;
    let deflate = House::fill(&server, true).await?.run().await?;
    let server = Server::real()?;
    let caps = House::fill(&server, false).await?.caps().await?;

    let speed = real.messages_per_s() / minimal.messages_per_s();
    let mut json = real.json();
    json["minimal"] = minimal.json();
    json["deflate"] = deflate.json();
    json["ratio"] = json!({
        "messages_per_s": round(speed),
        "peak_memory": real.peak.zip(minimal.peak).map(|(a, b)| round(a as f64 / b as f64)),
    });
    json["one_more"] = caps.one_more.json();
    json["over_cap"] = caps.over_cap.json();
    json["one_more_after"] = json!(caps.seat_again);

    let verdict = [("plain", &real), ("compressed", &deflate)]
        .into_iter()
        .find_map(|(name, load)| {
            let grown = load.growth().filter(|grown| *grown > GROWTH_BAR)?;
            Some(format!("{name} messages: memory grew by {grown} bytes; the bar is {GROWTH_BAR}"))
        })
        .or_else(|| caps.fault())
        .or_else(|| {
            (speed < SPEED_BAR).then(|| {
                format!(
                    "{speed:.2} of the minimal echo's messages a second; the bar is {SPEED_BAR}"
                )
            })
        });
    Ok((json, verdict))
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn table(json: &Value) -> String {
    let mut text = format!(
        "{} connections at once, {} messages each way, 64 bytes to the cap\n\n{:26}{:>14}{:>14}{:>16}{:>16}\n",
        json["connections"],
        json["messages"],
        "",
        "messages/s",
        "MB/s each way",
        "peak memory kB",
        "growth kB",
    );
    let kb = |value: &Value| value.as_i64().map_or("unknown".into(), |b| (b / 1024).to_string());
    for (name, row) in [
        ("the reference", json),
        ("a minimal echo with axum", &json["minimal"]),
        ("the reference, compressed", &json["deflate"]),
    ] {
        text += &format!(
            "{name:26}{:>14}{:>14}{:>16}{:>16}\n",
            row["messages_per_s"].to_string(),
            row["megabytes_per_s"].to_string(),
            kb(&row["peak_memory_bytes"]),
            kb(&row["growth_bytes"]),
        );
    }
    let told = |row: &Value| format!("{} {:?}", row["code"], row["reason"].as_str().unwrap_or(""));
    text += &format!(
        "\none more client: {}\none byte over the cap: {}\nratio: {}\n",
        told(&json["one_more"]),
        told(&json["over_cap"]),
        json["ratio"]
    );
    text
}
