//! A web request whose answer is read as it comes.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};
use why1006_evidence::{
    Place, Probe,
    network::{Cell, Drip, Outcome},
};

use super::{
    Around,
    fetch::{self, Sent},
    notify::{First, after, first},
};
use crate::js;

/// Reads `url`, which sends `wanted` lines with a pause between two, and notes
/// when each of them came.
pub async fn read(
    around: &Around<'_>,
    cell: Cell,
    url: &str,
    wanted: u32,
    patience_ms: u32,
) -> Cell {
    let begun = around.clock.now();
    let probe = (Probe::FetchCors, Place::Reference);
    let Sent { seen, response, controller } =
        fetch::send(around, &js::window(), probe, url, patience_ms).await;
    let mut drip = Drip::default();
    let outcome = match (&response, fetch::outcome(&seen)) {
        (Some(response), Outcome::Passed) if response.status() == 200 => {
            let left = f64::from(patience_ms) - (around.clock.now() - begun);
            drain(around, response, &mut drip, wanted, left.max(0.0) as u32).await
        }
        (Some(_), Outcome::Passed) => Outcome::Foreign,
        (_, outcome) => outcome,
    };
    fetch::abort(controller);
    Cell {
        outcome,
        begun,
        ended: around.clock.now(),
        status: response.map(|r| r.status()).filter(|s| *s != 0),
        chunks: Some(drip.came()),
        wanted: Some(wanted),
        first: drip.first().map(|at| at - begun),
        spread: drip.spread(),
        ..cell
    }
}

/// Reads the body to its end, as long as patience lasts.
async fn drain(
    around: &Around<'_>,
    response: &Response,
    drip: &mut Drip,
    wanted: u32,
    patience_ms: u32,
) -> Outcome {
    let reader = response.body().map(|body| body.get_reader());
    let Some(reader) = reader.and_then(|r| r.dyn_into::<ReadableStreamDefaultReader>().ok()) else {
        return Outcome::NotRun;
    };
    let reading = async {
        loop {
            let part = JsFuture::from(reader.read()).await.unwrap_or(JsValue::NULL);
            if js::get(&part, "done").is_truthy() {
                return drip.whole(wanted);
            }
            match js::get(&part, "value").dyn_into::<Uint8Array>() {
                Ok(bytes) => drip.take(around.clock.now(), &bytes.to_vec()),
                // The connection broke.
                Err(_) if drip.came() > 0 => return Outcome::Cut,
                Err(_) => return Outcome::Failed,
            }
            if drip.is_foreign() {
                return Outcome::Foreign;
            }
        }
    };
    match first(reading, first(after(Some(patience_ms)), around.stop.pressed())).await {
        First::Left(outcome) => outcome,
        First::Right(First::Left(())) => Outcome::Silent,
        First::Right(First::Right(())) => Outcome::NotRun,
    }
}
