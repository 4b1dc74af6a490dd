//! A full house: all seats taken, everybody talking.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{task::JoinSet, time::timeout};

use crate::{
    client::{Client, Closed},
    frame::frame,
    ladder::{CAP, Rung, ladder},
    process::Server,
};

/// WebSockets at once: the reference's own cap.
const SEATS: usize = 256;
/// How often everybody climbs the ladder.
const ROUNDS: usize = 6;
/// For one round; a server that hangs must not hang this.
const PATIENCE: Duration = Duration::from_secs(60);

/// All seats of a server.
pub(crate) struct House<'a> {
    server: &'a Server,
    clients: Vec<Client>,
    ladder: Arc<Vec<Rung>>,
}

/// What was measured.
#[derive(Default)]
pub(crate) struct Load {
    messages: u64,
    bytes: u64,
    time: Duration,
    /// The most memory the server ever held, in bytes.
    pub(crate) peak: Option<u64>,
    first_round: Option<u64>,
    last_round: Option<u64>,
}

impl Load {
    /// Takes another run in.
    pub(crate) fn add(&mut self, other: Load) {
        self.messages += other.messages;
        self.bytes += other.bytes;
        self.time += other.time;
        self.peak = self.peak.max(other.peak);
        if self.growth() <= other.growth() {
            self.first_round = other.first_round;
            self.last_round = other.last_round;
        }
    }

    pub(crate) fn messages_per_s(&self) -> f64 {
        self.messages as f64 / self.time.as_secs_f64()
    }

    /// Memory after the last round over that after the first, in bytes.
    pub(crate) fn growth(&self) -> Option<u64> {
        Some(self.last_round?.saturating_sub(self.first_round?))
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "connections": SEATS,
            "rounds": ROUNDS,
            "messages": self.messages,
            "messages_per_s": self.messages_per_s().round(),
            "megabytes_per_s": (self.bytes as f64 / self.time.as_secs_f64() / 1e6).round(),
            "peak_memory_bytes": self.peak,
            "memory_after_first_round_bytes": self.first_round,
            "memory_after_last_round_bytes": self.last_round,
            "growth_bytes": self.growth(),
        })
    }
}

/// How the caps were met.
pub(crate) struct Caps {
    /// The client for whom there was no seat.
    pub(crate) one_more: Closed,
    /// Who sent one byte too many.
    pub(crate) over_cap: Closed,
    /// Whether the seat of the latter was given to another.
    pub(crate) seat_again: bool,
}

impl Caps {
    /// What is not as promised.
    pub(crate) fn fault(&self) -> Option<String> {
        let Caps { one_more, over_cap, seat_again } = self;
        let polite = one_more.code == 1013 && one_more.reason.contains("256 of 256");
        let capped = over_cap.code == 1009 && over_cap.reason.contains(&CAP.to_string());
        if !polite {
            return Some(format!("one more client was closed with {one_more:?}"));
        }
        if !capped {
            return Some(format!("one byte over the cap was closed with {over_cap:?}"));
        }
        (!seat_again).then(|| "the seat that became free was not given again".into())
    }
}

impl House<'_> {
    /// Takes all seats of `server`.
    pub(crate) async fn fill(server: &Server, deflate: bool) -> Result<House<'_>, String> {
        let mut clients = Vec::new();
        for _ in 0..SEATS {
            let mut client = Client::open(server.addr, deflate).await?;
            if server.greets {
                client.greeted().await?;
            }
            clients.push(client);
        }
        Ok(House { server, clients, ladder: Arc::new(ladder(deflate)) })
    }

    /// Lets everybody talk, all rounds.
    pub(crate) async fn run(mut self) -> Result<Load, String> {
        let mut load = Load::default();
        for round in 0..ROUNDS {
            let begun = Instant::now();
            load.bytes += self.round().await?;
            load.time += begun.elapsed();
            load.messages += (SEATS * self.ladder.len()) as u64;
            let now = self.server.memory("VmRSS");
            if round == 0 {
                load.first_round = now;
            }
            load.last_round = now;
        }
        load.peak = self.server.memory("VmHWM");
        Ok(load)
    }

    async fn round(&mut self) -> Result<u64, String> {
        let mut all = JoinSet::new();
        for mut client in self.clients.drain(..) {
            let ladder = self.ladder.clone();
            all.spawn(async move { (client.climb(&ladder).await, client) });
        }
        let mut bytes = 0;
        let everybody = async {
            while let Some(done) = all.join_next().await {
                let (said, client) = done.map_err(|e| e.to_string())?;
                bytes += said?;
                self.clients.push(client);
            }
            Ok::<(), String>(())
        };
        timeout(PATIENCE, everybody).await.map_err(|_| "a round never ended".to_owned())??;
        Ok(bytes)
    }

    /// One client more than there are seats, and one byte more than the cap.
    pub(crate) async fn caps(mut self) -> Result<Caps, String> {
        let one_more = Client::open(self.server.addr, false).await?.closed().await?;
        let mut talker = self.clients.pop().ok_or("an empty house")?;
        talker.send(&frame(0x82, &vec![0; CAP + 1])).await?;
        let over_cap = talker.closed().await?;
        drop(talker);
        let begun = Instant::now();
        let seat_again = loop {
            let mut client = Client::open(self.server.addr, false).await?;
            if client.greeted().await.is_ok() {
                break true;
            }
            if begun.elapsed() > Duration::from_secs(5) {
                break false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        Ok(Caps { one_more, over_cap, seat_again })
    }
}
