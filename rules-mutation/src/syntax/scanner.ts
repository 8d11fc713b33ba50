import { RulesSyntaxError } from './rules-syntax-error.ts';

type TokenKind = 'name' | 'integer' | 'float' | 'string' | 'bytes' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the source; empty at the end. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ['bytes', /b(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['float', /\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/y],
  ['integer', /\d+/y],
  ['string', /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y],
  ['symbol', /&&|\|\||==|!=|<=|>=|[{}()[\],;:.?!<>+\-*/%=$]/y],
];

/** What may stand between two slashes of a path, apart from `{wildcards}` and `$(expressions)`. */
const pathSegment = /[A-Za-z0-9_~%@-]+|\([A-Za-z0-9_-]+\)/y;

/**
 * Cuts the source into tokens, one at a time and on demand: what a slash and the characters after it mean depends on
 * whether a path may stand there, and only the parser knows that.
 */
export class Scanner {
  readonly source: string;
  #offset = 0;
  #peeked: Token | undefined;
  #lastEnd = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** Where the last token that was taken ends. */
  get lastEnd(): number {
    return this.#lastEnd;
  }

  peek(): Token {
    this.#peeked ??= this.#scan();
    return this.#peeked;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    this.#offset = token.end;
    this.#lastEnd = token.end;
    return token;
  }

  /** Whether the next token is this symbol or word. */
  isAt(text: string): boolean {
    const { kind, text: found } = this.peek();
    return (kind === 'symbol' || kind === 'name') && found === text;
  }

  take(text: string): Token | undefined {
    return this.isAt(text) ? this.next() : undefined;
  }

  expect(text: string): Token {
    return this.take(text) ?? this.fail(`expected \`${text}\``);
  }

  expectName(what: string): Token {
    return this.peek().kind === 'name' ? this.next() : this.fail(`expected ${what}`);
  }

  /** Takes the text of a path segment right here, without any blank before it. */
  takePathSegment(): string | undefined {
    const found = this.#match(pathSegment, this.#offset);
    if (found !== undefined) this.#skip(found.length);
    return found;
  }

  /** Takes these characters if they stand right here, without any blank before them. */
  takeAdjacent(text: string): boolean {
    if (!this.source.startsWith(text, this.#offset)) return false;
    this.#skip(text.length);
    return true;
  }

  fail(problem: string): never {
    const { kind, text, start } = this.peek();
    const found = kind === 'end' ? 'the file ends' : `found \`${text}\``;
    throw new RulesSyntaxError(`${problem}, but ${found}`, this.source, start);
  }

  #skip(length: number): void {
    this.#peeked = undefined;
    this.#offset += length;
    this.#lastEnd = this.#offset;
  }

  #scan(): Token {
    const start = this.#offset + (this.#match(blank, this.#offset) ?? '').length;
    if (start === this.source.length) return { kind: 'end', text: '', start, end: start };
    if (this.source.startsWith('/*', start))
      throw new RulesSyntaxError('this comment has no end', this.source, start);
    for (const [kind, shape] of shapes) {
      const text = this.#match(shape, start);
      if (text !== undefined) return { kind, text, start, end: start + text.length };
    }
    const character = String.fromCodePoint(this.source.codePointAt(start) ?? 0);
    const problem = /['"]/.test(character) ? 'this string has no end' : `unexpected \`${character}\``;
    throw new RulesSyntaxError(problem, this.source, start);
  }

  #match(shape: RegExp, at: number): string | undefined {
    shape.lastIndex = at;
    return shape.exec(this.source)?.[0];
  }
}
