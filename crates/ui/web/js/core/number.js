// Exact numbers as people type them: BigInt of scaled units, both separators, `=12*3`.
// @ts-check

/** @typedef {{group: string, point: string}} Marks */

/** Parses one plain number into units of 10^-scale; null when it is none or has too many decimals.
 * @param {string} text @param {number} scale @param {Marks} marks @returns {bigint|null} */
function plain(text, scale, marks) {
  let s = text.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-");
  const sign = s.startsWith("-") || /^\(.*\)$/.test(s) ? -1n : 1n;
  s = s.replace(/^[-+]|[()]/g, "");
  const dots = s.split(".").length - 1, commas = s.split(",").length - 1;
  let point = marks.point;
  if (dots && commas) point = s.lastIndexOf(".") > s.lastIndexOf(",") ? "." : ",";
  else if (dots + commas === 1) {
    // One separator of the other language is a decimal point unless exactly three digits follow it.
    const mark = dots ? "." : ",";
    point = mark === marks.point || !/^\d{1,3}[.,]\d{3}$/.test(s) ? mark : mark === "." ? "," : ".";
  } else if (dots + commas > 1) point = dots ? "," : ".";
  const parts = s.replaceAll(point === "." ? "," : ".", "").split(point);
  if (parts.length > 2 || !/^\d*$/.test(parts.join("")) || parts.join("") === "") return null;
  const tail = (parts[1] ?? "").replace(/0+$/, "");
  if (tail.length > scale) return null;
  return sign * BigInt((parts[0] || "0") + tail.padEnd(scale, "0"));
}

/** Division that rounds half away from zero. @param {bigint} a @param {bigint} b */
export function divide(a, b) {
  const neg = a < 0n !== b < 0n, x = a < 0n ? -a : a, y = b < 0n ? -b : b;
  const q = (2n * x + y) / (2n * y);
  return neg ? -q : q;
}

/** Parses what was typed, with `=` as a small exact sum; null when it is no number.
 * @param {string} text @param {number} scale @param {Marks} marks @returns {bigint|null} */
export function read(text, scale, marks) {
  const s = text.trim().replace(/\s*%$/, "");
  if (!s.startsWith("=")) return plain(s, scale, marks);
  // Fractions keep it exact; it rounds once, at the end.
  const tokens = s.slice(1).match(/[\d.,]+|[-+*/()]/g) ?? [];
  if (tokens.join("") !== s.slice(1).replace(/\s/g, "")) return null;
  let k = 0;
  /** @typedef {[bigint, bigint]} F */
  /** @returns {F} */
  const atom = () => {
    const t = tokens[k++];
    if (t === "-") {
      const [n, d] = atom();
      return [-n, d];
    }
    if (t === "(") {
      const v = sum();
      if (tokens[k++] !== ")") throw 0;
      return v;
    }
    const v = t === undefined ? null : plain(t, 9, marks);
    if (v === null) throw 0;
    return [v, 1000000000n];
  };
  /** @returns {F} */
  const product = () => {
    let [n, d] = atom();
    while (tokens[k] === "*" || tokens[k] === "/") {
      const times = tokens[k++] === "*", [a, b] = atom();
      [n, d] = times ? [n * a, d * b] : [n * b, d * a];
      if (d === 0n) throw 0;
    }
    return [n, d];
  };
  /** @returns {F} */
  const sum = () => {
    let [n, d] = product();
    while (tokens[k] === "+" || tokens[k] === "-") {
      const plus = tokens[k++] === "+", [a, b] = product();
      [n, d] = [plus ? n * b + a * d : n * b - a * d, d * b];
    }
    return [n, d];
  };
  try {
    const [n, d] = sum();
    return k === tokens.length ? divide(n * 10n ** BigInt(scale), d) : null;
  } catch {
    return null;
  }
}

/** Units as canonical text: a point, no groups. @param {bigint} units @param {number} scale */
export function canonical(units, scale) {
  const s = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return (units < 0n ? "-" : "") + (scale ? `${s.slice(0, -scale)}.${s.slice(-scale)}` : s);
}
/** Canonical text as units. @param {string} text @param {number} scale */
export const units = (text, scale) => plain(text, scale, { group: ",", point: "." });

/** Canonical text as people read it, with at least `least` decimals. @param {string} text @param {Marks} marks @param {number} least */
export function show(text, marks, least) {
  const [whole, tail = ""] = text.replace("-", "").split(".");
  const kept = tail.replace(/0+$/, "").padEnd(least, "0");
  const four = marks.point === "," && whole.length <= 4;
  const grouped = four ? whole : whole.replace(/\B(?=(\d{3})+$)/g, marks.group);
  return (text.startsWith("-") ? "\u2212" : "") + grouped + (kept ? marks.point + kept : "");
}
