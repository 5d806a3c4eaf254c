//! Counts the work that reading a note takes, so that tests can hold it to linear growth.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts `steps`; nothing outside tests.
#[inline(always)]
pub(super) fn step(steps: usize) {
    #[cfg(test)]
    STEPS.with(|count| count.set(count.get() + steps as u64));
    let _ = steps;
}

/// The steps that `f` takes.
#[cfg(test)]
pub(super) fn count(f: impl FnOnce()) -> u64 {
    STEPS.with(|count| count.set(0));
    f();
    STEPS.with(std::cell::Cell::get)
}
