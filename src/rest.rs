//! The half of the program that is only needed after the first click: the
//! build splits the module in two (`xtask/src/page/split.rs`).

use crate::js;

/// What boot.js offers where the module is split, a function.
const LOADER: &str = "why1006Rest";

/// Loads the rest once; true if it can be called. Where the program is whole,
/// as in tests, it can be called at once. After a failure the next call that is
/// `aloud` tries again; if that fails, too, boot.js has told the user.
pub async fn load(aloud: bool) -> bool {
    let window = js::window();
    js::get(&window, LOADER).is_undefined()
        || js::call(&window, LOADER, &aloud.into()).await.is_some_and(|there| there.is_truthy())
}
