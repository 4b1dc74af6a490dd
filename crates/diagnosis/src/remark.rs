//! What is worth telling beside the verdict and blames nobody.

use why1006_evidence::Says;

use crate::{
    Remark, Verdict,
    facts::{Attempt, Ending, Explained, Facts},
    told,
};

/// Silence of this length after the opening says something of a server that
/// speaks first. The page listens for two seconds.
const LISTENED_MS: f64 = 1_500.0;

/// An opening as slow as this is felt.
const SLOW_MS: f64 = 2_000.0;

/// A clock as wrong as this spoils short-lived logins, in seconds; it is far
/// more than the answer's way takes.
const CLOCK_OFF_S: f64 = 120.0;

pub(crate) fn remarks(f: &Facts, verdict: Verdict) -> Vec<Remark> {
    let mut all = Vec::new();
    if let Some(says) = f.greeting() {
        all.extend(of(says));
    } else if f.cold == Attempt::Opened(Ending::Held)
        && !f.is_spoken()
        && f.quiet().is_some_and(|quiet| quiet >= LISTENED_MS)
    {
        all.extend(f.speaks_first().map(|first| match first {
            true => Remark::MuteThoughExpected,
            false => Remark::QuietAsExpected,
        }));
    }
    if f.said(Says::PusherError) {
        all.push(Remark::SaysError);
    }
    // That tries differ is the verdict itself where it was repeated.
    if verdict == Verdict::Works && f.again().1 > 0 {
        all.push(Remark::Flapping);
    }
    if f.opening().is_some_and(|ms| ms >= SLOW_MS) {
        all.push(Remark::SlowAnswer);
    }
    if f.evidence.circumstances.clock_ahead.is_some_and(|s| s.abs() >= CLOCK_OFF_S) {
        all.push(Remark::ClockOff);
    }
    if f.explained == Some(Explained::Subprotocol) && f.evidence.target.protocols.is_empty() {
        all.push(Remark::NoneOffered);
    }
    if f.is_answered_anew() {
        all.push(Remark::AnsweredAnew);
    }
    if told::is_astray(f) {
        all.push(Remark::TerminalAstray);
    }
    all
}

/// Whose words these are.
pub(crate) fn of(says: Says) -> Option<Remark> {
    Some(match says {
        Says::ActionCableWelcome
        | Says::ActionCablePing
        | Says::ActionCableUnauthorized
        | Says::ActionCableInvalidRequest
        | Says::ActionCableRestart
        | Says::ActionCableDisconnect => Remark::SpeaksActionCable,
        Says::EngineIoOpen | Says::EngineIoPing => Remark::SpeaksEngineIo,
        Says::PusherEstablished | Says::PusherError => Remark::SpeaksPusher,
        Says::SignalR => Remark::SpeaksSignalR,
        Says::Phoenix => Remark::SpeaksPhoenix,
        Says::GraphQl => Remark::SpeaksGraphQl,
        Says::Mqtt => Remark::SpeaksMqtt,
        Says::Stomp => Remark::SpeaksStomp,
        Says::SockJsOpen | Says::SockJsHeartbeat | Says::SockJsClose => Remark::SpeaksSockJs,
        Says::DevServer => Remark::SpeaksDevServer,
        Says::AsksForLogin => Remark::AsksForLogin,
        Says::Other => return None,
    })
}
