//! Servers whose answers depend on what came before.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::time::sleep_until;

use super::{Request, web::choose};
use crate::behaviour::{Answer, HEALTHY, Reply, Rule};

/// A server that nobody asked anything, and nobody has open, for this long
/// forgets the past. Shorter than the way from one recorded run to the next,
/// longer than any pause within a run.
const QUIET: Duration = Duration::from_secs(3);

/// Tickets that are remembered at most; more are refused.
const MAX_TICKETS: usize = 1024;

/// What `/` answers where a session begins. A foreign page's requests carry
/// the cookie only as `SameSite=None`, and that only as `Secure`.
const BEGINS_SESSION: Answer = Answer::Reply(Reply {
    status: 200,
    content_type: "text/html; charset=utf-8",
    headers: &[("Set-Cookie", "session=visitor; Path=/; HttpOnly; SameSite=None; Secure")],
    body: "<!doctype html><title>Home</title><p>Now you have a session.\n",
});

/// The memory of one server, shared by all its connections.
pub(crate) struct Memory {
    rule: Rule,
    past: Mutex<Past>,
}

#[derive(Default)]
struct Past {
    /// The last request, or the end of the last WebSocket.
    touched: Option<Instant>,
    /// The first request since the last quiet time.
    begun: Option<Instant>,
    requests: usize,
    upgrades: usize,
    connections: usize,
    tickets: HashSet<String>,
    has_session: bool,
    /// WebSockets that were let in and are open. Outlives a quiet time.
    open: usize,
    /// When the last of them ended. Outlives a quiet time.
    ended: Option<Instant>,
}

impl Memory {
    pub(crate) fn new(rule: Rule) -> Memory {
        Memory { rule, past: Mutex::default() }
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        // No code that holds the lock can leave the counts half changed.
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Past {
    /// Notes one more request, after forgetting what is too long ago.
    fn note(&mut self, now: Instant) {
        let is_quiet = self.touched.is_some_and(|at| now.saturating_duration_since(at) >= QUIET);
        if is_quiet && self.open == 0 {
            *self = Past { ended: self.ended, ..Past::default() };
        }
        self.touched = self.touched.max(Some(now));
        self.begun.get_or_insert(now);
        self.requests += 1;
    }

    fn redeems(&mut self, ticket: &str) -> bool {
        self.tickets.len() < MAX_TICKETS && self.tickets.insert(ticket.to_owned())
    }
}

/// One connection to a server that remembers.
pub(crate) struct Visit {
    memory: Arc<Memory>,
    /// Which of several servers it was given to.
    turn: Option<usize>,
    /// It carries a WebSocket.
    is_open: bool,
}

impl Visit {
    pub(crate) fn new(memory: Arc<Memory>) -> Visit {
        Visit { memory, turn: None, is_open: false }
    }

    /// What a request gets, in due time.
    pub(crate) async fn choose(&mut self, request: &Request) -> Answer {
        let (answer, due) = self.decide(request, Instant::now());
        if let Some(due) = due {
            sleep_until(due.into()).await;
        }
        answer
    }

    fn decide(&mut self, request: &Request, now: Instant) -> (Answer, Option<Instant>) {
        let memory = self.memory.clone();
        let mut past = memory.past();
        past.note(now);
        let (mut answer, mut due) = (choose(&HEALTHY, request), None);
        let refusal = match memory.rule {
            Rule::InTurn(servers) => {
                let turn = *self.turn.get_or_insert_with(|| {
                    past.connections += 1;
                    past.connections - 1
                });
                answer = choose(&servers[turn % servers.len()], request);
                None
            }
            Rule::StartsCold(lasts) => {
                due = past.begun.map(|begun| begun + lasts);
                // The quiet time begins after the start.
                past.touched = past.touched.max(due);
                None
            }
            Rule::WarmsUp { requests, meanwhile } => {
                (past.requests <= requests).then_some(meanwhile)
            }
            Rule::Session { .. } if !request.is_upgrade() && request.path() == "/" => {
                past.has_session = true;
                return (BEGINS_SESSION, None);
            }
            // The other rules concern upgrades alone.
            _ if !request.is_upgrade() => None,
            Rule::Session { otherwise } => {
                (!past.has_session || !has_cookie(request)).then_some(otherwise)
            }
            Rule::Ticket { spent, otherwise } => {
                let ticket = ticket(request).filter(|ticket| *ticket != spent);
                (!ticket.is_some_and(|ticket| past.redeems(ticket))).then_some(otherwise)
            }
            Rule::OneSession { lingers, otherwise } => {
                let lasting = past.ended.is_some_and(|at| now.duration_since(at) < lingers);
                (past.open > 0 || lasting).then_some(otherwise)
            }
            Rule::Limit { upgrades, otherwise } => {
                past.upgrades += 1;
                (past.upgrades > upgrades).then_some(otherwise)
            }
        };
        if refusal.is_none() && matches!(answer, Answer::Switch { .. }) {
            past.open += 1;
            self.is_open = true;
        }
        (refusal.unwrap_or(answer), due)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if self.is_open {
            let now = Instant::now();
            let mut past = self.memory.past();
            past.open -= 1;
            past.ended = Some(now);
            past.touched = past.touched.max(Some(now));
        }
    }
}

/// The value of `ticket` in the query, as it is written there.
fn ticket(request: &Request) -> Option<&str> {
    let (_, query) = request.target.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("ticket="))
}

fn has_cookie(request: &Request) -> bool {
    let cookies = request.header("cookie").unwrap_or_default();
    cookies.split(';').any(|cookie| cookie.trim() == "session=visitor")
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: Answer = Answer::text(401, "");

    fn upgrade(target: &str) -> Request {
        let names = ["upgrade", "connection", "sec-websocket-key"];
        let headers = names.into_iter().zip(["websocket", "upgrade", "k"]);
        Request {
            method: "GET".to_owned(),
            target: target.to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    fn opens(memory: &Arc<Memory>, target: &str, now: Instant) -> bool {
        let mut visit = Visit::new(memory.clone());
        let (answer, _) = visit.decide(&upgrade(target), now);
        matches!(answer, Answer::Switch { .. })
    }

    #[test]
    fn a_ticket_is_good_again_after_a_quiet_time() {
        let rule = Rule::Ticket { spent: "old", otherwise: REFUSED };
        let memory = Arc::new(Memory::new(rule));
        let begin = Instant::now();
        assert!(opens(&memory, "/?a=b&ticket=new", begin));
        assert!(!opens(&memory, "/?ticket=new", begin + Duration::from_secs(2)));
        assert!(!opens(&memory, "/?ticket=new", begin + Duration::from_millis(4_900)));
        assert!(opens(&memory, "/?ticket=new", begin + Duration::from_secs(8)));
        for bad in ["/?ticket=old", "/?tickets=x", "/"] {
            assert!(!opens(&memory, bad, begin + Duration::from_secs(30)), "{bad}");
        }
    }

    #[test]
    fn an_open_socket_keeps_the_memory_awake() {
        let memory = Arc::new(Memory::new(Rule::Limit { upgrades: 1, otherwise: REFUSED }));
        let begin = Instant::now();
        let mut first = Visit::new(memory.clone());
        first.decide(&upgrade("/"), begin);
        assert!(!opens(&memory, "/", begin + Duration::from_secs(60)));
        drop(first);
        assert!(opens(&memory, "/", begin + Duration::from_secs(64)));
    }

    #[test]
    fn who_comes_during_a_cold_start_waits_for_the_rest_of_it() {
        let lasts = Duration::from_secs(3);
        let memory = Arc::new(Memory::new(Rule::StartsCold(lasts)));
        let begin = Instant::now();
        let due = |after| {
            Visit::new(memory.clone()).decide(&Request::default(), begin + after).1.unwrap()
        };
        for after in [0, 1_000, 5_900] {
            assert_eq!(due(Duration::from_millis(after)), begin + lasts);
        }
        let again = Duration::from_secs(20);
        assert_eq!(due(again), begin + again + lasts);
    }
}
