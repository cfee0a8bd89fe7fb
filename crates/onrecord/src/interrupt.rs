//! Ctrl-C, and a request to end.

use crate::outcome::Failure;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on a first Ctrl-C only sets what [`asked`] tells; a second ends what does not heed the first.
pub(crate) fn heed() -> Result<(), Failure> {
    let handler = || {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).map_err(|e| Failure::Broken(format!("cannot heed Ctrl-C: {e}")))
}

/// Whether the user asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
