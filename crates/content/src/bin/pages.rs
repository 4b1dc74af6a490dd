//! `pages OUT`: writes every long page as `OUT/en/<id>.json`, a
//! list of them as `OUT/en/index.json`, and the words that every report needs
//! as `OUT/en/words.json`; what goes with the steps is `OUT/en/told.json`.

use std::{fs, io, path::Path, process::ExitCode};

use serde_json::{Value, json};
use why1006_evidence::record::Record;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let (Some(out), None) = (args.next(), args.next()) else {
        eprintln!("usage: pages OUT   (writes OUT/en/<id>.json)");
        return ExitCode::from(2);
    };
    let folder = Path::new(&out).join("en");
    match write(&folder) {
        Ok(count) => {
            eprintln!("{count} pages in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}; choose a folder that can be written", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let pages = why1006_content::pages();
    for page in &pages {
        let json: Value = page.write();
        fs::write(folder.join(format!("{}.json", page.id)), json.to_string())?;
    }
    let list: Vec<Value> =
        pages.iter().map(|page| json!({ "id": page.id, "title": page.title })).collect();
    let words = serde_json::to_string(&why1006_content::fetched())?;
    fs::write(folder.join("words.json"), words)?;
    let told = serde_json::to_string(&why1006_content::told())?;
    fs::write(folder.join("told.json"), told)?;
    fs::write(folder.join("index.json"), Value::from(list).to_string())?;
    Ok(pages.len())
}
