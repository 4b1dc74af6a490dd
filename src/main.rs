//! Mounts the page.

fn main() {
    why1006::view::mount();
}
