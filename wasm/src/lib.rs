//! WebAssembly binding of Relata: convert in, one core call, convert out.
