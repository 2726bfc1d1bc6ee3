// The one error that the package throws. Rust throws a plain `{ problems }`; this file gives it a class.

// Two entries of the package, or two versions of it, may be loaded in one program: the brand,
// not the class object, decides what `instanceof ProrataError` means.
const BRAND = Symbol.for("prorata.ProrataError");

/** Every problem of a request, as one error. `code`, `path` and `hint` are those of the first problem. */
export class ProrataError extends Error {
  constructor(problems, options) {
    super(problems.map(sentence).join("\n"), options);
    this.name = "ProrataError";
    this.problems = problems;
    this.code = problems[0].code;
    this.path = problems[0].path;
    this.hint = problems[0].hint;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** What a log or an HTTP answer should carry: everything but the stack. */
  toJSON() {
    const { name, code, path, message, hint, problems } = this;
    return { name, code, path, message, hint, problems };
  }

  static [Symbol.hasInstance](value) {
    if (this !== ProrataError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value?.[BRAND] === true;
  }
}

/** A ProrataError for what goes wrong outside the engine's own checks. */
export function failure(code, message, hint, cause) {
  return new ProrataError([{ code, path: "", message, hint }], cause === undefined ? undefined : { cause });
}

// "/lines/0/quantity: not a decimal: "12,5" (write the decimal point as a point)"
function sentence({ path, message, hint }) {
  const place = path ? `${path}: ` : "";
  return hint ? `${place}${message} (${hint})` : place + message;
}
