//! The built page, read into memory once.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hasher},
    sync::Arc,
};

use axum::body::Bytes;

pub(crate) mod answer;
mod encoding;
mod folder;
mod kind;
mod policy;

use encoding::Encoding;

/// The files of a built page, with their precompressed copies.
///
/// `NAME.br` and `NAME.gz` beside a file `NAME` are its copies in Brotli and
/// gzip; they are sent in its place and have no address of their own.
/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Assets(Arc<Files>);

#[derive(Debug, Default)]
struct Files {
    by_path: HashMap<String, Asset>,
    policy: Option<String>,
}

#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    immutable: bool,
    plain: Form,
    compressed: Vec<(Encoding, Form)>,
}

/// One form of a file. Each form has its own strong entity tag (RFC 9110, 8.8.3).
#[derive(Debug)]
struct Form {
    bytes: Bytes,
    etag: String,
}

impl Assets {
    /// No page: for tests of the reference endpoint alone.
    pub fn none() -> Assets {
        Assets::default()
    }

    /// The page that was built into this binary.
    #[cfg(feature = "embed")]
    pub fn embedded() -> Assets {
        static DIST: include_dir::Dir<'_> =
            include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../dist");
        fn collect(dir: &'static include_dir::Dir<'_>, files: &mut BTreeMap<String, Bytes>) {
            for file in dir.files() {
                let name = file.path().to_string_lossy().replace('\\', "/");
                files.insert(name, Bytes::from_static(file.contents()));
            }
            for inner in dir.dirs() {
                collect(inner, files);
            }
        }
        let mut files = BTreeMap::new();
        collect(&DIST, &mut files);
        Assets::from_files(files)
    }

    /// The page of `files`: names with `/` between their parts, and contents.
    fn from_files(mut files: BTreeMap<String, Bytes>) -> Assets {
        let names: Vec<String> = files
            .keys()
            .filter(|name| {
                !Encoding::ALL.iter().any(|e| {
                    name.strip_suffix(e.suffix()).is_some_and(|base| files.contains_key(base))
                })
            })
            .cloned()
            .collect();
        let policy = files
            .get("index.html")
            .and_then(|html| policy::of_page(&String::from_utf8_lossy(html)));
        let mut by_path = HashMap::new();
        for name in names {
            let compressed = Encoding::ALL
                .iter()
                .filter_map(|e| {
                    let bytes = files.remove(&format!("{name}{}", e.suffix()))?;
                    Some((*e, Form::new(bytes, e.suffix())))
                })
                .collect();
            let Some(bytes) = files.remove(&name) else {
                continue;
            };
            let asset = Asset {
                content_type: kind::content_type(&name),
                immutable: kind::names_its_content(&name),
                plain: Form::new(bytes, ""),
                compressed,
            };
            by_path.insert(format!("/{name}"), asset);
        }
        Assets(Arc::new(Files { by_path, policy }))
    }

    /// The file at `path`; `/` is the index page.
    fn get(&self, path: &str) -> Option<&Asset> {
        self.0.by_path.get(if path == "/" { "/index.html" } else { path })
    }

    /// The policy that the index page carries in a meta element.
    pub(crate) fn policy(&self) -> Option<&str> {
        self.0.policy.as_deref()
    }
}

impl Form {
    fn new(bytes: Bytes, suffix: &str) -> Form {
        // Not for security: a browser only asks whether this is what it has.
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let etag = format!("\"{:x}-{:016x}{}\"", bytes.len(), hasher.finish(), suffix);
        Form { bytes, etag }
    }
}
