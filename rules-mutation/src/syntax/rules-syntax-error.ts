import { type Position, positionAt } from './position.ts';

/** The source is not what the Security Rules language allows; the message begins with `line:column`. */
export class RulesSyntaxError extends Error {
  readonly position: Position;

  constructor(problem: string, source: string, offset: number) {
    const position = positionAt(source, offset);
    super(`${position.line}:${position.column}: ${problem}`);
    this.name = 'RulesSyntaxError';
    this.position = position;
  }
}
