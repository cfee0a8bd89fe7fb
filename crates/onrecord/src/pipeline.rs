//! Work on many items at once, with the results in the items' order and in bounded memory.
//!
//! As many threads as there are jobs work on items; the caller's thread gets the results. [`run`] has one more thread that
//! takes the items from their source; between the two ends that [`begin`] gives, the caller does that as well. At most a
//! window of items is underway, counted in items and in bytes: one long report holds up those after it, but they do not
//! pile up meanwhile.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the caller waits at most before it hears that nothing is ready.
const TICK: Duration = Duration::from_millis(100);

/// Parsing and reading nest as deep as a page does.
const STACK: usize = 8 << 20;

/// How much may be underway.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How many work at a time.
    pub jobs: usize,
    /// So many items,
    pub items: usize,
    /// and so many bytes of them.
    pub bytes: usize,
}

impl Window {
    /// For this many jobs: enough items that none is idle while a long one is read.
    pub const fn of(jobs: usize) -> Self {
        Self { jobs, items: 16 * jobs, bytes: 32 << 20 }
    }
}

/// What the caller hears.
#[derive(Debug)]
pub enum Event<T> {
    /// The next result.
    Ready(T),
    /// Nothing is ready just now.
    Idle,
}

/// Works on all `items` and tells `on` the results in their order, until the end or the first error of `on`. What is
/// underway then is left behind: a source that blocks keeps nobody waiting.
///
/// `weigh` tells the bytes of an item; one that is heavier than the whole window goes alone.
///
/// # Errors
/// That of `on`.
///
/// # Panics
/// If `work` does: with its panic, when the item's turn has come.
pub fn run<I, T, E>(
    items: impl Iterator<Item = I> + Send + 'static,
    window: Window,
    weigh: impl Fn(&I) -> usize + Send + 'static,
    work: impl Fn(I) -> T + Send + Sync + 'static,
    mut on: impl FnMut(Event<T>) -> Result<(), E>,
) -> Result<(), E>
where
    I: Send + 'static,
    T: Send + 'static,
{
    let (mut entrance, exit) = begin(window, work);
    spawn(move || {
        for item in items {
            let weight = weigh(&item);
            entrance.wait(weight);
            if !entrance.put(item, weight) {
                return;
            }
        }
    });
    for event in exit {
        on(event)?;
    }
    Ok(())
}

/// Makes `work` ready to be done on what enters at the one end; the results leave at the other. The caller feeds both, and
/// may do so from one thread: [`Entrance::put`] never waits.
pub fn begin<I, T>(window: Window, work: impl Fn(I) -> T + Send + Sync + 'static) -> (Entrance<I>, Exit<T>)
where
    I: Send + 'static,
    T: Send + 'static,
{
    let gate = Arc::new(Gate { window, underway: Mutex::new((0, 0)), changed: Condvar::new() });
    let (to_workers, from_source) = mpsc::channel();
    let (to_caller, results) = mpsc::channel();
    let (from_source, work) = (Arc::new(Mutex::new(from_source)), Arc::new(work));
    for _ in 0..window.jobs {
        let (from_source, work, to_caller) = (Arc::clone(&from_source), Arc::clone(&work), to_caller.clone());
        spawn(move || labour(&from_source, &*work, &to_caller));
    }
    let entrance = Entrance { gate: Arc::clone(&gate), to_workers, count: 0 };
    (entrance, Exit { gate, results, waiting: BTreeMap::new(), next: 0, delivered: None, idle: false })
}

/// Where items enter. When it is dropped, no more will come.
pub struct Entrance<I> {
    gate: Arc<Gate>,
    to_workers: Sender<(usize, usize, I)>,
    count: usize,
}

impl<I> Entrance<I> {
    /// Whether another item may enter now.
    pub fn has_room(&self) -> bool {
        !self.gate.is_full(*lock(&self.gate.underway), 1)
    }

    /// Lets an item of so many bytes in, whether there is room or not. Tells whether anybody will work on it.
    pub fn put(&mut self, item: I, weight: usize) -> bool {
        self.gate.enter(weight);
        self.count += 1;
        self.to_workers.send((self.count - 1, weight, item)).is_ok()
    }

    /// Waits until an item of so many bytes may enter.
    fn wait(&self, weight: usize) {
        self.gate.wait(weight);
    }
}

/// Where results leave, in the order of their items.
pub struct Exit<T> {
    gate: Arc<Gate>,
    results: Receiver<(usize, usize, thread::Result<T>)>,
    /// Results whose turn has not come, with their weights.
    waiting: BTreeMap<usize, (usize, thread::Result<T>)>,
    next: usize,
    /// What the caller has at hand still counts as underway.
    delivered: Option<usize>,
    /// Whether the caller knows that nothing is ready.
    idle: bool,
}

impl<T> Exit<T> {
    /// Whether the next result is there, so that nobody need wait for it.
    pub fn is_ready(&mut self) -> bool {
        while let Ok((number, weight, result)) = self.results.try_recv() {
            self.waiting.insert(number, (weight, result));
        }
        self.waiting.contains_key(&self.next)
    }
}

impl<T> Iterator for Exit<T> {
    type Item = Event<T>;

    /// The next result; or that there is none just now, at once the first time and then every tenth of a second.
    ///
    /// # Panics
    /// As `work` did.
    fn next(&mut self) -> Option<Event<T>> {
        if let Some(weight) = self.delivered.take() {
            self.gate.leave(weight);
        }
        loop {
            if let Some((weight, result)) = self.waiting.remove(&self.next) {
                self.next += 1;
                self.delivered = Some(weight);
                return Some(Event::Ready(result.unwrap_or_else(|panic| resume_unwind(panic))));
            }
            let received = if self.idle {
                self.results.recv_timeout(TICK)
            } else {
                self.results.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                })
            };
            self.idle = matches!(received, Err(RecvTimeoutError::Timeout));
            match received {
                Ok((number, weight, result)) => self.waiting.insert(number, (weight, result)),
                Err(RecvTimeoutError::Timeout) => return Some(Event::Idle),
                Err(RecvTimeoutError::Disconnected) => return None,
            };
        }
    }
}

fn spawn(job: impl FnOnce() + Send + 'static) {
    let spawned = thread::Builder::new().stack_size(STACK).spawn(job);
    drop(spawned.expect("the system can start a thread"));
}

/// Works on one item after the other until there are no more, or nobody wants them.
fn labour<I, T>(
    from_source: &Mutex<Receiver<(usize, usize, I)>>,
    work: impl Fn(I) -> T,
    to_caller: &Sender<(usize, usize, thread::Result<T>)>,
) {
    loop {
        let received = lock(from_source).recv();
        let Ok((number, weight, item)) = received else { return };
        // An item that is lost without a word would keep the caller waiting for ever.
        let result = catch_unwind(AssertUnwindSafe(|| work(item)));
        if to_caller.send((number, weight, result)).is_err() {
            return;
        }
    }
}

/// Lets items in while the window has room.
struct Gate {
    window: Window,
    /// Items and bytes.
    underway: Mutex<(usize, usize)>,
    changed: Condvar,
}

impl Gate {
    /// Whether there is no room for an item of so many bytes.
    fn is_full(&self, (items, bytes): (usize, usize), weight: usize) -> bool {
        items > 0 && (items >= self.window.items || bytes + weight > self.window.bytes)
    }

    fn wait(&self, weight: usize) {
        let full = |underway: &mut (usize, usize)| self.is_full(*underway, weight);
        drop(self.changed.wait_while(lock(&self.underway), full).unwrap_or_else(PoisonError::into_inner));
    }

    fn enter(&self, weight: usize) {
        let mut underway = lock(&self.underway);
        underway.0 += 1;
        underway.1 += weight;
    }

    fn leave(&self, weight: usize) {
        let mut underway = lock(&self.underway);
        underway.0 -= 1;
        underway.1 -= weight;
        self.changed.notify_one();
    }
}

/// Locks, whatever became of another thread: what is guarded here is never left half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const NARROW: Window = Window { jobs: 4, items: 8, bytes: 100 };

    fn collect(items: impl Iterator<Item = u64> + Send + 'static, work: fn(u64) -> u64) -> Vec<u64> {
        let mut found = Vec::new();
        let on = |event| {
            if let Event::Ready(n) = event {
                found.push(n);
            }
            Ok::<_, ()>(())
        };
        assert_eq!(run(items, NARROW, |_| 1, work, on), Ok(()));
        found
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(20 / (n % 7 + 1)));
            n
        };
        assert_eq!(collect(0..100, slow_first), (0..100).collect::<Vec<_>>());
        assert!(collect(0..0, slow_first).is_empty());
    }

    #[test]
    fn a_slow_item_does_not_let_the_others_pile_up() {
        static TAKEN: AtomicUsize = AtomicUsize::new(0);
        let items = (0..1000).inspect(|_| {
            TAKEN.fetch_add(1, Ordering::SeqCst);
        });
        let work = |n| {
            if n == 0 {
                thread::sleep(Duration::from_millis(200));
                assert!(TAKEN.load(Ordering::SeqCst) <= 9, "eight underway and one at the gate");
            }
            n
        };
        assert_eq!(collect(items, work).len(), 1000);
    }

    #[test]
    fn heavy_items_go_alone() {
        let (busy, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let work = move |_| {
            seen.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(5));
            busy.fetch_sub(1, Ordering::SeqCst);
        };
        assert_eq!(run(0..10, NARROW, |_| 101, work, |_| Ok::<_, ()>(())), Ok(()));
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }

    #[test]
    #[should_panic(expected = "item 3")]
    fn a_panic_reaches_the_caller_instead_of_keeping_it_waiting() {
        collect(0..100, |n| if n == 3 { panic!("item {n}") } else { n });
    }

    #[test]
    fn an_error_ends_it_at_once_even_if_the_source_blocks() {
        let (_open, blocked) = mpsc::channel::<u64>();
        let items = (0..3).chain(blocked);
        let on = |event| match event {
            Event::Ready(2) => Err("enough"),
            _ => Ok(()),
        };
        assert_eq!(run(items, NARROW, |_| 1, |n| n, on), Err("enough"));
    }
}
