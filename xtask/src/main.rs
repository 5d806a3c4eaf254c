//! Build steps that need the pinned wasm-bindgen tool.
//!
//! `wasm-bindgen-cli` is also a library, so Cargo.lock fixes the version of the tool together with that of the
//! crate it serves, and nothing has to be installed.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use wasm_bindgen_cli::{wasm_bindgen, wasm_bindgen_test_runner};

const USAGE: &str = "\
usage: cargo xtask bindgen MODULE.wasm --out-dir DIR [--target web] …   wasm-bindgen
       cargo xtask test-runner MODULE.wasm …                           wasm-bindgen-test-runner";

fn main() -> ExitCode {
    let mut args = env::args_os().skip(1);
    let step = args.next().unwrap_or_default();
    let result = match step.to_str() {
        Some("bindgen") => wasm_bindgen::run_cli_with_args(named("wasm-bindgen", args)),
        Some("test-runner") => wasm_bindgen_test_runner::run_cli_with_args(named("wasm-bindgen-test-runner", args)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// A command line as the tool expects it: its own name first.
fn named(tool: &str, args: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    std::iter::once(OsString::from(tool)).chain(args)
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:?}");
    ExitCode::FAILURE
}
