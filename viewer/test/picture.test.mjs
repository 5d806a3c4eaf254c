import assert from "node:assert/strict";
import { test } from "node:test";

import { PNG } from "pngjs";

import { shrink } from "../picture.mjs";

function picture(width, height, colourAt) {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) png.data.set([...colourAt(at), 255], at * 4);
  return png;
}

test("a picture of few colours stays as it is", () => {
  const png = picture(31, 17, (at) => [(at % 16) * 16, at % 5, 200]);
  assert.deepEqual(PNG.sync.read(shrink(PNG.sync.write(png))).data, png.data);
});

test("of many colours 256 stay, the commonest among them", () => {
  const png = picture(600, 1, (at) => (at < 300 ? [0, 0, 0] : [250, (at - 300) % 256, at > 555 ? 1 : 0]));
  const { data } = PNG.sync.read(shrink(PNG.sync.write(png)));
  const colours = Array.from({ length: 600 }, (_, at) => data.readUInt32BE(at * 4));
  assert.equal(new Set(colours).size, 256);
  assert.equal(colours[0], 0x000000ff);
});
