//! `.br` and `.gz` beside each file, so that no host compresses at run time.

use std::{io::Write, path::Path, sync::mpsc, thread};

use flate2::{Compression, write::GzEncoder};

use crate::{Result, files};

/// Kinds of files that shrink. Pictures and fonts are compressed already.
const KINDS: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "xml", "ico"];

/// Writes both siblings of every file below `dist` where they are smaller.
pub(crate) fn siblings(dist: &Path) -> Result<()> {
    let found: Vec<_> = files::below(dist)?
        .into_iter()
        .filter(|file| {
            let extension = file.extension().unwrap_or_default().to_string_lossy();
            KINDS.contains(&extension.as_ref())
        })
        .collect();
    let cores = thread::available_parallelism().map_or(1, |n| n.get());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for worker in 0..cores {
            let (sender, found) = (sender.clone(), &found);
            scope.spawn(move || {
                for file in found.iter().skip(worker).step_by(cores) {
                    // The receiver outlives all workers.
                    let _ = sender.send(sibling(file));
                }
            });
        }
    });
    drop(sender);
    receiver.iter().collect()
}

fn sibling(file: &Path) -> Result<()> {
    let raw = files::read(file)?;
    for (extension, packed) in [("br", brotli(&raw)?), ("gz", gzip(&raw)?)] {
        if packed.len() < raw.len() {
            let name = format!("{}.{extension}", file.display());
            files::write(Path::new(&name), packed)?;
        }
    }
    Ok(())
}

/// Brotli at its best quality, 11, with its largest common window.
fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        // As Google's own encoder does; 0.2 % less than this one's choice.
        lgblock: 18,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut packed, &parameters)
        .map_err(|e| format!("brotli failed: {e}"))?;
    Ok(packed)
}

fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw).and_then(|()| encoder.finish()).map_err(|e| format!("gzip failed: {e}"))
}
