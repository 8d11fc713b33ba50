import { conditionOperators } from './condition-operators.ts';
import { dataOperators } from './data-operators.ts';
import { dropOperators } from './drop-operand.ts';
import type { MutationOperator } from './mutation-operator.ts';

/** In this order: of two operators that make the same mutant, the first is said to have made it. */
export const allOperators: readonly MutationOperator[] = [
  ...dropOperators,
  ...conditionOperators,
  ...dataOperators,
];
