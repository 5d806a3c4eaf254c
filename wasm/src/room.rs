//! Room for what is to come: memory that grows in large steps.
//!
//! The allocator asks the host for one page of 64 KiB after the other, and each time some hosts make a new view of the whole
//! memory. Two thousand such steps cost seconds there, one large step milliseconds. So the binding asks for a quarter more
//! than there is whenever memory has grown; the allocator keeps what is given back to it. Untouched pages cost nothing.

use std::cell::Cell;
use std::hint::black_box;

use relata::engine::Engine;

/// Bytes of a page of memory.
const PAGE: usize = 65_536;
/// Most bytes asked for at once.
const MOST: usize = 64 << 20;

thread_local!(static PAGES: Cell<usize> = const { Cell::new(0) });

/// Asks for more memory at once when some was asked for since the last call.
pub(crate) fn make() {
    let pages = core::arch::wasm32::memory_size(0);
    if pages > PAGES.get() {
        make_for((pages * PAGE / 4).clamp(PAGE, MOST));
    }
}

/// Reads what all notes say about entities, with room made in between.
pub(crate) fn read(engine: &mut Engine) {
    while read_some(engine) {}
}

/// Reads what some of the notes say, with room made before; whether there are more.
pub(crate) fn read_some(engine: &mut Engine) -> bool {
    /// Notes between two looks at the memory.
    const NOTES: usize = 64;
    match engine.waiting_bytes() {
        0 => make(),
        // What records say takes about twice as much as they do saved.
        waiting => make_for(waiting * 3 / 2),
    }
    engine.read_ahead(NOTES)
}

/// As [`read`], and all tasks.
pub(crate) fn read_tasks(engine: &mut Engine) {
    /// As many as are passed over at each look.
    const NOTES: usize = 2048;
    read(engine);
    while engine.read_tasks_ahead(NOTES) {
        make();
    }
}

/// Asks at once for as many bytes as a call is known to need.
pub(crate) fn make_for(bytes: usize) {
    reserve(bytes);
    PAGES.set(core::arch::wasm32::memory_size(0));
}

/// Takes memory and gives it back to the allocator, which keeps it; a host that has none left is no error here.
fn reserve(bytes: usize) {
    let mut room = Vec::<u8>::new();
    if room.try_reserve_exact(bytes).is_ok() {
        drop(black_box(room));
    }
}
