//! What holds for every recording, however much of it is left.

mod certainty;
mod runs;
mod subsets;
mod told;
