//! Failures as one line that names the thing and the cure.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// What went wrong, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

/// The result of everything that drives a browser.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of this text; only its first line is kept.
    pub fn new(text: impl AsRef<str>) -> Error {
        let text = text.as_ref().trim();
        Error(text.lines().next().unwrap_or_default().to_owned())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<WebDriverError> for Error {
    fn from(error: WebDriverError) -> Error {
        Error::new(format!("the browser's driver says: {error}"))
    }
}
