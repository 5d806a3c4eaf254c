//! Build steps that need the pinned wasm-bindgen tool.

fn main() {}
