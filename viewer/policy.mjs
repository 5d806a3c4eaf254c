/**
 * What the page may load: its own script, style and WebAssembly, and the notes it is served with. Nothing from elsewhere, no inline
 * script or style, and no markup from text.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");
