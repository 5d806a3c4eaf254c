import type { NoteFile } from "relata";

/** Notes one after the other in a stream: for each a line of JSON with its path and size in bytes, then its bytes. */
export async function* records(stream: ReadableStream<Uint8Array>): AsyncGenerator<NoteFile> {
  const bytes = new Bytes(stream.getReader());
  for (let head = await bytes.line(); head !== null; head = await bytes.line()) {
    const { path, size } = JSON.parse(head) as { path: string; size: number };
    yield { path, content: await bytes.take(size) };
  }
}

const LINE_END = 10;

/** The bytes of a stream in portions of one's own. */
class Bytes {
  #chunk: Uint8Array = new Uint8Array(0);

  constructor(readonly reader: ReadableStreamDefaultReader<Uint8Array>) {}

  /** The text up to the next line end; `null` at the end of the stream. */
  async line(): Promise<string | null> {
    const parts: number[] = [];
    while (await this.#any()) {
      const end = this.#chunk.indexOf(LINE_END);
      parts.push(...this.#cut(end < 0 ? this.#chunk.length : end));
      if (end < 0) continue;
      this.#cut(1);
      return new TextDecoder().decode(Uint8Array.from(parts));
    }
    return null;
  }

  /** The next `size` bytes. */
  async take(size: number): Promise<Uint8Array> {
    const taken = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      if (!(await this.#any())) throw new Error("the notes ended too early");
      const part = this.#cut(Math.min(size - at, this.#chunk.length));
      taken.set(part, at);
      at += part.length;
    }
    return taken;
  }

  #cut(size: number): Uint8Array {
    const part = this.#chunk.subarray(0, size);
    this.#chunk = this.#chunk.subarray(size);
    return part;
  }

  /** Whether there is anything left; gets it where need be. */
  async #any(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.reader.read();
      if (done) return false;
      this.#chunk = value;
    }
    return true;
  }
}
