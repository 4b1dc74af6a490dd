//! `pages OUT`: writes the long page of every cause as `OUT/en/<id>.json`, and
//! a list of them as `OUT/en/index.json`.

use std::{fs, io, path::Path, process::ExitCode};

use serde::Serialize;

/// One line of the list.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
}

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
            eprintln!(
                "{}: {error}; choose a folder that can be written",
                folder.display()
            );
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let pages = why1006_content::pages();
    for page in &pages {
        fs::write(
            folder.join(format!("{}.json", page.id)),
            serde_json::to_vec(page)?,
        )?;
    }
    let list: Vec<Listed> = pages
        .iter()
        .map(|page| Listed {
            id: &page.id,
            title: &page.title,
        })
        .collect();
    fs::write(folder.join("index.json"), serde_json::to_vec(&list)?)?;
    Ok(pages.len())
}
