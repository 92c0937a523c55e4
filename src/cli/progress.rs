//! How far a long run is, on terminals.

use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use comention::pipeline::Meter;
use indicatif::{ProgressBar, ProgressStyle};

/// What runs shorter needs no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Time from one look to the next.
const INTERVAL: Duration = Duration::from_millis(100);

/// Does `work`, and shows on stderr what `meter` says of it, if that is a terminal and it takes
/// long.
pub(crate) fn show<T>(meter: &Meter, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let (done, is_done) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = bar(meter);
            while is_done.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let documents = meter.documents.load(Ordering::Relaxed);
                bar.set_position(meter.bytes.load(Ordering::Relaxed));
                bar.set_message(format!("{} documents", super::look::number(documents)));
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}

/// A bar with the time left where the length of the inputs is known.
fn bar(meter: &Meter) -> ProgressBar {
    let n_bytes = meter.expected_bytes.load(Ordering::Relaxed);
    let (bar, style) = match n_bytes {
        0 => (
            ProgressBar::new_spinner(),
            "Reading  {spinner}  {msg}  {bytes}  {bytes_per_sec}",
        ),
        _ => (
            ProgressBar::new(n_bytes),
            "Reading  {bar:30}  {msg}  {bytes_per_sec}  {eta} left",
        ),
    };
    bar.set_style(ProgressStyle::with_template(style).expect("the template is well formed"));
    bar
}
