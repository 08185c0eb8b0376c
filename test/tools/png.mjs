// Makes a screenshot's PNG small: at most 256 colours, as a palette, deflated as well as it goes. A user interface loses nothing
// that an eye would see, and two thirds of its bytes.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, rgb: Uint8Array }} Image three bytes a pixel */

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * @param {Uint8Array} png 8 bits a channel, RGB or RGBA without transparency, not interlaced: what browsers write
 * @returns {Buffer}
 */
export function shrinkPng(png) {
  const image = decode(Buffer.from(png));
  const { palette, indices } = quantise(image);
  const rows = Buffer.alloc((image.width + 1) * image.height);
  for (let y = 0; y < image.height; y++)
    rows.set(indices.subarray(y * image.width, (y + 1) * image.width), y * (image.width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(image.width, 0);
  header.writeUInt32BE(image.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** @param {Buffer} png @returns {Image} */
export function decode(png) {
  const parts = [];
  let [width, height, channels] = [0, 0, 3];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (type === 'IDAT') parts.push(data);
    if (type !== 'IHDR') continue;
    [width, height, channels] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9] === 6 ? 4 : 3];
    if (data[8] !== 8 || (data[9] !== 6 && data[9] !== 2) || data[12] !== 0)
      throw new Error('Only 8-bit RGB and RGBA images without interlacing can be read.');
  }
  return { width, height, rgb: unfilter(inflateSync(Buffer.concat(parts)), width, height, channels) };
}

/** @param {Buffer} raw @param {number} width @param {number} height @param {number} channels */
function unfilter(raw, width, height, channels) {
  const stride = width * channels;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? (pixels[at - channels] ?? 0) : 0;
      const up = y > 0 ? (pixels[at - stride] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (pixels[at - stride - channels] ?? 0) : 0;
      pixels[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return channels === 3 ? pixels : pixels.filter((_, index) => index % 4 !== 3);
}

/** PNG's five filters. @param {number} filter @param {number} left @param {number} up @param {number} corner */
function predict(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** @typedef {{ key: number, count: number }} Colour a 24-bit colour and how many pixels have it */

/** @param {Image} image */
function quantise({ width, height, rgb }) {
  const keys = new Uint32Array(width * height);
  const counts = new Map();
  for (let i = 0; i < keys.length; i++) {
    const key = ((rgb[3 * i] ?? 0) << 16) | ((rgb[3 * i + 1] ?? 0) << 8) | (rgb[3 * i + 2] ?? 0);
    keys[i] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const boxes = cut([...counts].map(([key, count]) => ({ key, count })));
  const slots = new Map(boxes.flatMap((box, slot) => box.map(({ key }) => [key, slot])));
  return { palette: boxes.map(mean), indices: Uint8Array.from(keys, (key) => slots.get(key) ?? 0) };
}

const channel = (/** @type {number} */ key, /** @type {number} */ shift) => (key >> shift) & 255;
const shifts = [16, 8, 0];

/** Median cut: halves the box where it shows most until there are 256. @param {Colour[]} colours */
function cut(colours) {
  const boxes = [{ colours, ...widest(colours) }];
  while (boxes.length < 256) {
    const worst = boxes.reduce((a, b) => (b.shows > a.shows ? b : a));
    if (worst.shows === 0) break;
    const value = (/** @type {Colour} */ { key }) => channel(key, worst.shift);
    const low = worst.colours.filter((colour) => value(colour) <= worst.middle);
    const high = worst.colours.filter((colour) => value(colour) > worst.middle);
    boxes.splice(boxes.indexOf(worst), 1, ...[low, high].map((half) => ({ colours: half, ...widest(half) })));
  }
  return boxes.map((box) => box.colours);
}

/**
 * The channel in which a box is widest, its middle, and how much it shows that the box is one colour: soft shadows cover
 * many pixels with few shades.
 * @param {readonly Colour[]} box
 */
function widest(box) {
  const area = box.reduce((sum, { count }) => sum + count, 0);
  const ranges = shifts.map((shift) => {
    const values = box.map(({ key }) => channel(key, shift));
    const low = values.reduce((a, b) => Math.min(a, b), 255);
    const high = values.reduce((a, b) => Math.max(a, b), 0);
    return { shift, middle: (low + high) / 2, shows: (high - low) * area ** 0.3 };
  });
  return ranges.reduce((a, b) => (b.shows > a.shows ? b : a));
}

/** A box's mean colour; one that fills areas keeps its exact value. @param {readonly Colour[]} box */
function mean(box) {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  const main = box.reduce((a, b) => (b.count > a.count ? b : a));
  if (main.count > total / 2) return shifts.map((shift) => channel(main.key, shift));
  return shifts.map((shift) =>
    Math.round(box.reduce((sum, { key, count }) => sum + channel(key, shift) * count, 0) / total),
  );
}
