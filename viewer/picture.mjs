// Small PNG files of pages: few colours, told by number.

import { crc32, deflateSync } from "node:zlib";

import { PNG } from "pngjs";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The same picture in its 256 commonest colours; each other one becomes the nearest of them. */
export function shrink(png) {
  const { width, height, data } = PNG.sync.read(png);
  const pixels = Array.from({ length: width * height }, (_, at) => data.readUIntBE(at * 4, 3));
  const palette = commonest(pixels, 256);
  const number = numbers(palette);
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, at) => (rows[at + Math.floor(at / width) + 1] = number(colour)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(channels));
  return Buffer.concat([SIGNATURE, part("IHDR", head), part("PLTE", colours), part("IDAT", deflateSync(rows, { level: 9 })), part("IEND", Buffer.alloc(0))]);
}

function commonest(pixels, most) {
  const times = new Map();
  for (const colour of pixels) times.set(colour, (times.get(colour) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([colour]) => colour);
}

/** The place of a colour, or of the one nearest to it, in `palette`. */
function numbers(palette) {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    if (!known.has(colour)) known.set(colour, nearest(palette, colour));
    return known.get(colour);
  };
}

function nearest(palette, colour) {
  const distances = palette.map((other) => distance(channels(other), channels(colour)));
  return distances.indexOf(Math.min(...distances));
}

function channels(colour) {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function distance(a, b) {
  return a.reduce((sum, channel, index) => sum + (channel - b[index]) ** 2, 0);
}

/** A part of a PNG file: length, name, content, checksum. */
function part(name, content) {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
