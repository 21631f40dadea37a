// Messages as bytes: a coder that reads the tables of `messages.js`, so that no message needs code. A message is a
// plain object as JSON has it, but for 64-bit numbers, which are bigint.
import { tables, words } from "./messages.js";

const DEPTH_LIMIT = 32;
const FIELD_LIMIT = 131_072;
const BITS = { int32: 32, int64: 64, uint32: 32, uint64: 64 };
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const shapes = new Map();

/** Bytes or an object that are no such message. */
export class WireProblem extends Error {
  constructor(message) {
    super(message);
    this.name = "WireProblem";
  }
}

function shape(name) {
  let known = shapes.get(name);
  if (!known) {
    if (!tables[name]) throw new WireProblem(`there is no message \`${name}\``);
    const fields = tables[name].map(field);
    known = { name, fields, byNumber: new Map(fields.map((one) => [one.number, one])) };
    shapes.set(name, known);
  }
  return known;
}

function field(entry) {
  const [number, name, marked] = entry.split(" ");
  const type = marked.replace(/[*?]$/, "");
  const kind = tables[type] ? "message" : words[type] ? "word" : type;
  const wire = kind === "string" || kind === "message" ? 2 : 0;
  const repeated = marked.endsWith("*");
  const packed = repeated && wire === 0;
  return { number: +number, name, type, kind, wire, repeated, packed, optional: marked.endsWith("?") };
}

// Writing.

class Writer {
  bytes = Buffer.allocUnsafe(64);
  length = 0;

  room(count) {
    if (this.length + count > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.length += count;
    return this.length - count;
  }

  varint(value) {
    if (typeof value === "bigint") {
      for (; value > 0x7fffffffn; value >>= 7n) this.byte(Number(value & 0x7fn) | 0x80);
      value = Number(value);
    }
    for (; value > 0x7f; value = Math.floor(value / 128)) this.byte((value & 0x7f) | 0x80);
    this.byte(value);
  }

  byte(value) {
    const at = this.room(1);
    this.bytes[at] = value;
  }

  tag(field, wire) {
    this.varint(field.number * 8 + wire);
  }

  delimited(field, data) {
    this.tag(field, 2);
    this.varint(data.length);
    const at = this.room(data.length);
    data.copy(this.bytes, at);
  }

  get data() {
    return this.bytes.subarray(0, this.length);
  }
}

/** The bytes of the message called `name`; what `value` leaves out is at its default. */
export function encode(name, value = {}) {
  const { fields } = shape(name);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireProblem(`${name} is an object, not ${value}`);
  }
  const unknown = Object.keys(value).find((key) => !fields.some((one) => one.name === key));
  if (unknown !== undefined) {
    throw new WireProblem(`${name} has no member \`${unknown}\`, only ${fields.map((one) => one.name).join(", ")}`);
  }
  const out = new Writer();
  for (const one of fields) write(out, one, value[one.name]);
  return out.data;
}

function write(out, field, value) {
  if (value === undefined || value === null) return;
  if (field.repeated && !Array.isArray(value)) throw new WireProblem(`\`${field.name}\` is a list`);
  if (field.packed) {
    if (value.length === 0) return;
    const inner = new Writer();
    for (const one of value) inner.varint(number(field, one));
    out.delimited(field, inner.data);
  } else if (field.repeated) {
    for (const one of value) out.delimited(field, bytes(field, one));
  } else if (field.wire === 2) {
    const data = bytes(field, value);
    if (data.length > 0 || field.optional) out.delimited(field, data);
  } else {
    const plain = number(field, value);
    if (!plain && !field.optional) return;
    out.tag(field, 0);
    out.varint(plain);
  }
}

function bytes(field, value) {
  if (field.kind === "message") return encode(field.type, value);
  if (typeof value !== "string") throw new WireProblem(`\`${field.name}\`: ${value} is no text`);
  return Buffer.from(value, "utf8");
}

function number(field, value) {
  if (field.kind === "bool") {
    if (typeof value !== "boolean") throw new WireProblem(`\`${field.name}\`: ${value} is neither true nor false`);
    return value ? 1 : 0;
  }
  if (field.kind === "word") {
    const found = words[field.type].indexOf(value);
    if (found < 0) throw new WireProblem(`\`${field.name}\`: \`${value}\` is none of ${words[field.type].join(", ")}`);
    return found;
  }
  let whole;
  try {
    whole = BigInt(value);
  } catch {
    throw new WireProblem(`\`${field.name}\`: ${value} is no whole number`);
  }
  const bits = BITS[field.kind];
  const fits = field.kind[0] === "i" ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole);
  if (fits !== whole) throw new WireProblem(`\`${field.name}\`: ${value} does not fit into ${field.kind}`);
  return BigInt.asUintN(64, whole);
}

// Reading.

class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  /** A number where it is small, otherwise a bigint. */
  varint() {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    let wide = BigInt(value);
    for (let shift = 28n; ; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n && byte > 1) throw new WireProblem("a varint above 64 bits");
      wide |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return wide;
    }
  }

  byte() {
    if (this.isAtEnd) throw new WireProblem("the message ends inside a varint");
    return this.bytes[this.at++];
  }

  value(wire) {
    if (wire === 0) return this.varint();
    if (wire !== 1 && wire !== 2 && wire !== 5) throw new WireProblem("a group, or no wire type at all");
    const length = wire === 2 ? Number(this.varint()) : wire === 1 ? 8 : 4;
    if (length > this.bytes.length - this.at) throw new WireProblem("a value longer than the message");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** The message called `name` in `data`. */
export function decode(name, data) {
  return fill(shape(name), empty(name), data, 1);
}

function empty(name) {
  const message = {};
  for (const one of shape(name).fields) {
    if (one.repeated) message[one.name] = [];
    else if (!one.optional) message[one.name] = plain(one);
  }
  return message;
}

function plain(field) {
  switch (field.kind) {
    case "message": return empty(field.type);
    case "word": return "unspecified";
    case "string": return "";
    case "bool": return false;
    default: return BITS[field.kind] === 64 ? 0n : 0;
  }
}

function fill(shape, message, data, depth) {
  if (depth > DEPTH_LIMIT) throw new WireProblem(`messages nested more than ${DEPTH_LIMIT} deep`);
  const reader = new Reader(data);
  for (let count = 1; !reader.isAtEnd; count++) {
    const tag = Number(reader.varint());
    const number = Math.floor(tag / 8);
    if (number < 1 || number >= 2 ** 29) throw new WireProblem(`field number ${number}`);
    if (count > FIELD_LIMIT) throw new WireProblem(`more than ${FIELD_LIMIT} fields`);
    const wire = tag % 8;
    const value = reader.value(wire);
    const field = shape.byNumber.get(number);
    if (field) take(message, field, wire, value, depth);
  }
  return message;
}

function take(message, field, wire, value, depth) {
  if (field.packed && wire === 2) {
    const items = new Reader(value);
    while (!items.isAtEnd) {
      message[field.name].push(scalar(field, items.varint()));
      if (message[field.name].length > FIELD_LIMIT) throw new WireProblem(`\`${field.name}\` is too long`);
    }
    return;
  }
  if (wire !== field.wire) throw new WireProblem(`\`${field.name}\` has wire type ${wire} instead of ${field.wire}`);
  if (field.kind === "message") {
    const given = field.repeated ? undefined : message[field.name];
    value = fill(shape(field.type), given ?? empty(field.type), value, depth + 1);
  } else {
    value = scalar(field, value);
  }
  if (field.repeated) message[field.name].push(value);
  else message[field.name] = value;
}

function scalar(field, value) {
  switch (field.kind) {
    case "string":
      try {
        return utf8.decode(value);
      } catch {
        throw new WireProblem(`\`${field.name}\` is not UTF-8`);
      }
    case "bool": return Number(value) !== 0;
    case "word": return words[field.type][Number(BigInt.asUintN(32, BigInt(value)))] ?? "unspecified";
    case "int32": return Number(BigInt.asIntN(32, BigInt(value)));
    case "uint32": return Number(BigInt.asUintN(32, BigInt(value)));
    case "int64": return BigInt.asIntN(64, BigInt(value));
    default: return BigInt(value);
  }
}

/** The message as JSON text: 64-bit numbers beyond 2^53 become strings. */
export function toJSON(message) {
  return JSON.stringify(message, (_, value) => {
    if (typeof value !== "bigint") return value;
    return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : String(value);
  });
}
